import { equal, includes, ok } from './check.ts';
import type { Harness } from './harness.ts';
import { runProgram, type Command, type ProgramResult } from './programs/run-program.ts';

const entry = new URL('./programs/run.ts', import.meta.url);

/** A way to start the runtime in which processes share no memory, and what is said of it. */
export interface Without {
  readonly command: Command;
  readonly says: readonly string[];
}

/** What a runtime may be kept from that this needs, or would be quicker with. */
export interface Restricted {
  readonly without?: Without;
  /** A way to start the runtime in which nobody can ring: it looks for itself. */
  readonly unheard?: Command;
}

/** What keeps a program over the memory of processes alive, and what ends it: each in a process of its own. */
export function processProgramsContract(
  h: Harness,
  command: Command,
  { without, unheard }: Restricted = {},
): void {
  const run = (...args: string[]): Promise<ProgramResult> => runProgram(command, entry, args);
  const clean = (result: ProgramResult, ...lines: readonly string[]): void => {
    ok(!result.killed, `it did not end; ${result.stderr}`);
    equal([result.code, result.stderr], [0, '']);
    equal<readonly string[]>(result.lines, lines);
  };

  h.describe('a program over the memory of processes', () => {
    h.test('is kept alive by an asynchronous wait in main, and ends afterwards', async () => {
      clean(await run('process-await-only', 'main', 'released'), 'main went on');
    });
    h.test('is kept alive by an asynchronous wait in a thread, and ends afterwards', async () => {
      clean(await run('process-await-only', 'thread', 'released'), 'the thread went on');
    });
    h.test('is kept alive by an asynchronous wait that never ends', async () => {
      const result = await runProgram(command, entry, ['process-await-only', 'main'], { killAfter: 1500 });
      ok(result.killed, `it ended with ${result.code}: ${result.lines.join()} ${result.stderr}`);
    });
    for (const how of ['blocks', 'awaits']) {
      h.test(`is not kept alive, nor kept from its end, by a daemon thread that ${how}`, async () => {
        clean(await run('process-daemon-waits', how), 'main ends');
      });
    }
    if (unheard !== undefined) {
      h.test('goes on with an asynchronous wait where it cannot be rung', async () => {
        clean(await runProgram(unheard, entry, ['process-await-only', 'main', 'released']), 'main went on');
      });
    }
    if (without !== undefined) {
      h.test('where there is none is told why, and what to do, and has its threads', async () => {
        const result = await runProgram(without.command, entry, ['without-processes']);
        equal([result.code, result.stderr], [0, '']);
        includes(result.lines[0] ?? '', ...without.says);
        equal(result.lines[1], 'threads go on');
      });
    }
  });
}
