/**
 * child_process.fork with advanced serialisation: messages are what structured cloning makes of them.
 *
 * @module
 */

import { type ChildProcess, fork } from 'node:child_process';
import type { MakeSubject, Subject } from '../../../engines/timing/subject.ts';
import { Consumer, itemsOf, type Kind } from '../items.ts';
import { fileOf } from '../process/runtime.ts';

async function forked(what: string): Promise<ChildProcess> {
  const child = fork(fileOf('ipc/process-queue-partner'), [what], {
    execArgv: [],
    serialization: 'advanced',
  });
  await new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The other process ended with exit code ${code}`)));
  });
  return child;
}

/** A Buffer is what some runtimes make of an array of bytes; it is one. */
async function stream(kind: Kind): Promise<Subject> {
  const child = await forked(kind);
  const consumer = new Consumer(itemsOf(kind));
  return {
    run(times) {
      return new Promise((resolve) => {
        let left = times;
        let began = 0;
        child.removeAllListeners('message').on('message', (item) => {
          if (began === 0) {
            began = performance.now();
            return;
          }
          consumer.take(item);
          left -= 1;
          if (left === 0) resolve(performance.now() - began);
        });
        child.send(times);
      });
    },
    check: () => consumer.check(),
  };
}

export const numbers: MakeSubject = () => stream('number');
export const strings: MakeSubject = () => stream('string');
export const objects: MakeSubject = () => stream('object');
export const bytes: MakeSubject = () => stream('bytes');

/** One message there and one back; the next goes when the answer has come. */
export async function roundTrip(): Promise<Subject> {
  const child = await forked('echo');
  const consumer = new Consumer(itemsOf('number'));
  let next = 0;
  return {
    run(times) {
      return new Promise((resolve) => {
        let left = times;
        const began = performance.now();
        child.removeAllListeners('message').on('message', (item) => {
          consumer.take(item);
          left -= 1;
          if (left === 0) resolve(performance.now() - began);
          else child.send(next++);
        });
        child.send(next++);
      });
    },
    check: () => consumer.check(),
  };
}
