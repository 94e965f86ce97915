/**
 * A task's module of this library's own, which workers that are made ahead load: all of the library is then there.
 *
 * @module
 */

import { defineTasks, pack, queue, threading, unpack, type Task } from './index.ts';

const tasks: { readonly rehearsal: Task<[]> } = defineTasks(import.meta.url, {
  /** What most threads begin with: primitives arrive. */
  rehearsal(): void {
    unpack(
      pack([new threading.Lock(), new threading.Semaphore(0), new threading.Event(), new queue.Queue()]),
    );
  },
});
export const rehearsal: Task<[]> = tasks.rehearsal;
