/** A page over the built packages as they are, with an import map and no bundler. */
import { errors, queue, threading } from '@interleave/browser';
import { work } from './tasks.js';

try {
  const [lock, numbers] = [new threading.Lock({ name: 'built' }), new queue.Queue()];
  const counter = new SharedArrayBuffer(4);
  const threads = [1, 2].map(() => new threading.Thread(work, { args: [lock, numbers, counter] }).start());
  for (let i = 0; i < 10; i++) await numbers.put(100);
  for (const _ of threads) await numbers.put(0);
  for (const thread of threads) {
    await thread.join();
    if (thread.error) throw thread.error;
  }
  console.log(`counted ${new Int32Array(counter)[0]}, ${lock}`);
  await lock.acquire();
  try {
    lock.acquireSync();
  } catch (error) {
    console.log(`${error instanceof errors.BlockingNotAllowedError} ${error.message}`);
  }
} catch (error) {
  console.log(`${error instanceof errors.UnsupportedError} ${error.message}`);
}
console.log('END');
