// A lock makes reading and writing one step, and no update is lost. Prints "40000 updates, the counter is 40000".
import { defineTasks, main, threading } from '#interleave';

export const { increment } = defineTasks(import.meta.url, {
  increment: (memory: SharedArrayBuffer, lock: threading.Lock, times: number) => {
    const counter = new Int32Array(memory);
    for (let i = 0; i < times; i++) {
      using _ = lock.holdSync(); // freed at the end of the block, whatever happens in it
      counter[0]! += 1;
    }
  },
});

main(async () => {
  const memory = new SharedArrayBuffer(4);
  const lock = new threading.Lock({ name: 'counter' });
  const threads = [1, 2, 3, 4].map(() =>
    new threading.Thread(increment, { args: [memory, lock, 10_000] }).start(),
  );
  for (const thread of threads) await thread.join();
  console.log(`${threads.length * 10_000} updates, the counter is ${new Int32Array(memory)[0]}`);
});

// prints
//   40000 updates, the counter is 40000
