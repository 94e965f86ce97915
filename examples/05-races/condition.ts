// A condition: who finds too little waits without the lock, and looks again when notified. Prints "took 30 of 30".
import { defineTasks, main, threading } from '#interleave';

export const { take } = defineTasks(import.meta.url, {
  take: (changed: threading.Condition, memory: SharedArrayBuffer, amount: number) => {
    const balance = new Int32Array(memory);
    using _ = changed.holdSync();
    changed.waitForSync(() => balance[0]! >= amount);
    console.log(`took ${amount} of ${balance[0]}`);
    balance[0]! -= amount;
  },
});

main(async () => {
  const changed = new threading.Condition(); // with a lock of its own
  const memory = new SharedArrayBuffer(4);
  const thread = new threading.Thread(take, { args: [changed, memory, 30] }).start();

  for (let i = 0; i < 3; i++) {
    using _ = await changed.hold();
    new Int32Array(memory)[0]! += 10;
    changed.notify();
  }
  await thread.join();
});

// prints
//   took 30 of 30
