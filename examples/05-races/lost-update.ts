// Two threads read 0, then both write 1: one of the updates is lost. Prints "2 updates, the counter is 1".
import { defineTasks, main, threading } from '#interleave';

export const { increment } = defineTasks(import.meta.url, {
  increment: (memory: SharedArrayBuffer, bothHaveRead: threading.Barrier) => {
    const counter = new Int32Array(memory);
    const seen = counter[0]!;
    bothHaveRead.waitSync(); // the other comes in between: here on purpose, elsewhere by bad luck
    counter[0] = seen + 1;
  },
});

main(async () => {
  const memory = new SharedArrayBuffer(4);
  const bothHaveRead = new threading.Barrier(2);
  const threads = [1, 2].map(() => new threading.Thread(increment, { args: [memory, bothHaveRead] }).start());
  for (const thread of threads) await thread.join();
  console.log(`${threads.length} updates, the counter is ${new Int32Array(memory)[0]}`);
});

// prints
//   2 updates, the counter is 1
