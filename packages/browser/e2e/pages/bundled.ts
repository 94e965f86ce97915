/** A page as a user's bundler makes it: one file, tasks in another, the worker's module beside them. @module */

import { errors, remote, threading } from '@interleave/browser';
import type * as tasks from './bundled.tasks.ts';

const { work, fail } = remote<typeof tasks>(new URL('./bundled.tasks.js', import.meta.url));
const [lock, event] = [new threading.Lock({ name: 'bundled' }), new threading.Event()];
const count = new Int32Array(new SharedArrayBuffer(4));
const threads = [1, 2, 3].map(() => new threading.Thread(work, { args: [lock, event, count] }).start());
for (const thread of threads) {
  await thread.join();
  if (thread.error !== undefined) throw thread.error;
}
console.log(`counted ${count[0]}, ${String(lock)}, ${event.isSet}`);
const failing = new threading.Thread(fail).start();
threading.setExcepthook(() => {});
await failing.join();
console.log(`${failing.error instanceof errors.StateError} ${failing.error?.message}`);
console.log('END');
