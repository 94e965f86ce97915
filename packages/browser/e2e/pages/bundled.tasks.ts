import { defineTasks, errors, type threading } from '@interleave/core';

/** What a user's bundler makes of a task module: a file of its own, with its own copy of core. */
export const { work, fail } = defineTasks(import.meta.url, {
  async work(lock: threading.Lock, event: threading.Event, count: Int32Array): Promise<void> {
    for (let i = 0; i < 1000; i++) lock.runSync(() => (count[0]! += 1));
    await lock.run(() => (count[0]! += 1));
    event.set();
  },
  fail(): never {
    throw new errors.StateError('from the other bundle');
  },
});
