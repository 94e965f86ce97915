/**
 * postMessage from a worker to the main thread.
 *
 * @module
 */

import type { MakeSubject, Subject } from '../../../engines/timing/subject.ts';
import { Consumer, itemsOf, type Kind } from '../items.ts';
import { startWorker } from './start-worker.ts';

async function messages(kind: Kind): Promise<Subject> {
  const worker = await startWorker(new URL('./queue-partner.ts', import.meta.url), kind);
  const consumer = new Consumer(itemsOf(kind));
  await new Promise((resolve) => worker.onMessage(resolve));
  return {
    run(times) {
      return new Promise((resolve) => {
        let left = times;
        const began = performance.now();
        worker.onMessage((item) => {
          consumer.take(item);
          left -= 1;
          if (left === 0) resolve(performance.now() - began);
        });
        worker.post(times);
      });
    },
    check: () => consumer.check(),
  };
}

export const numbers: MakeSubject = () => messages('number');
export const strings: MakeSubject = () => messages('string');
export const objects: MakeSubject = () => messages('object');
export const bytes: MakeSubject = () => messages('bytes');

/** One message there and one back; the next goes when the answer has come. */
export async function roundTrip(): Promise<Subject> {
  const worker = await startWorker(new URL('./echo-partner.ts', import.meta.url), undefined);
  await new Promise((resolve) => worker.onMessage(resolve));
  const consumer = new Consumer(itemsOf('number'));
  let next = 0;
  return {
    run(times) {
      return new Promise((resolve) => {
        let left = times;
        const began = performance.now();
        worker.onMessage((item) => {
          consumer.take(item);
          left -= 1;
          if (left === 0) resolve(performance.now() - began);
          else worker.post(next++);
        });
        worker.post(next++);
      });
    },
    check: () => consumer.check(),
  };
}
