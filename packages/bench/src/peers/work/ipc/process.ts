/**
 * child_process.fork, which Deno and Bun have too: its messages are JSON, or what the runtime makes of them.
 *
 * @module
 */

import { type ChildProcess, fork } from 'node:child_process';
import type { Subject } from '../../../engines/timing/subject.ts';
import { echoes, halved } from '../process/echoes.ts';
import { oneByOne } from '../process/one-by-one.ts';
import { fileOf } from '../process/runtime.ts';

function forked(): ChildProcess {
  return fork(fileOf('ipc/process-partner'), { execArgv: [] });
}

function message(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The other process ended with exit code ${code}`)));
  });
}

export async function roundTrip(): Promise<Subject> {
  const child = forked();
  await message(child);
  return echoes({
    send: (byte) => void child.send(byte),
    onByte: (listener) => {
      child.removeAllListeners('message').on('message', (byte) => listener(Number(byte)));
    },
  });
}

export async function wake(): Promise<Subject> {
  return halved(await roundTrip());
}

export function start(): Subject {
  return oneByOne('said something else', async () => {
    const began = performance.now();
    const child = forked();
    const first = await message(child);
    const took = performance.now() - began;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.disconnect();
    await gone;
    return { took, right: first === 'up' };
  });
}
