// Threads share the memory of a SharedArrayBuffer, and no objects: those are copied. Prints "copied: 0, shared: 1".
import { defineTasks, main, threading } from '#interleave';

export const { change } = defineTasks(import.meta.url, {
  change: (numbers: number[], memory: SharedArrayBuffer) => {
    numbers[0] = 1; // its own copy
    new Int32Array(memory)[0] = 1;
  },
});

main(async () => {
  const numbers = [0];
  const memory = new SharedArrayBuffer(4);

  const thread = new threading.Thread(change, { args: [numbers, memory] }).start();
  await thread.join();

  console.log(`copied: ${numbers[0]}, shared: ${new Int32Array(memory)[0]}`);
});

// prints
//   copied: 0, shared: 1
