/**
 * What a worker of the stock does before it sleeps: a start, with a task of this library, so that what is left for
 * the real one is the user's own module. It is done twice, because what a worker does for the first time is slow, and
 * the first time is mostly spent on the modules of the library.
 *
 * @module
 */

import { wakeAll } from '../agent/wait-point.ts';
import { HEADER } from '../memory/index.ts';
import { encode } from '../wire/encode.ts';
import type { Program } from '../agent/program.ts';
import { callTask } from './call-task.ts';
import { readRun, writeRun } from './start-word.ts';

/** What the kernel calls a worker that is no thread yet. */
const STOCKED = 'stock';

/** Loads what a task's module imports of this library, and runs what every start runs. Nobody's user code runs. */
export async function rehearse(program: Program): Promise<void> {
  const { library } = program.host.threads;
  try {
    for (const url of [library, `${library}?again`]) await program.onTrial(() => start(program, url));
  } catch {
    // It is not there, as when all of a program was bundled into one file. The real start says what is wrong.
  }
}

async function start(program: Program, url: string): Promise<void> {
  const args = encode([url, 1], { root: 'args', aside: false });
  const block = writeRun(program, {
    type: 'run',
    task: { url, group: '', name: 'rehearsal' },
    args,
    handles: [],
  });
  try {
    await callTask(program, readRun(program, block), {
      meanwhile: () => {
        program.host.nameThread(STOCKED);
        wakeAll(program, HEADER.taken);
      },
      loaded: () => {},
    });
  } finally {
    program.release(block);
  }
}
