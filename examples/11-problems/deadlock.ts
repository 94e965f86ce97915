// Two locks in opposite orders: both threads wait until they give up; in one order both get through. Prints both.
import { defineTasks, main, threading } from '#interleave';

type Lock = threading.Lock;

export const { takeBoth, takeBothInOrder } = defineTasks(import.meta.url, {
  takeBoth: (first: Lock, second: Lock, bothHaveOne: threading.Barrier) => {
    using _ = first.holdSync();
    bothHaveOne.waitSync();
    const got = second.acquireSync({ timeout: 100 }); // without the timeout this is the end
    if (got) second.release();
    bothHaveOne.waitSync(); // keeps the first until the other has given up too
    console.log(got ? 'has both' : 'gave up');
  },
  takeBothInOrder: (left: Lock, right: Lock) => {
    using _left = left.holdSync(); // everybody's first, so who has it waits for nobody who waits for it
    using _right = right.holdSync();
    console.log('has both');
  },
});

main(async () => {
  const [left, right, bothHaveOne] = [new threading.Lock(), new threading.Lock(), new threading.Barrier(2)];
  const opposite = [
    new threading.Thread(takeBoth, { args: [left, right, bothHaveOne] }).start(),
    new threading.Thread(takeBoth, { args: [right, left, bothHaveOne] }).start(),
  ];
  for (const thread of opposite) await thread.join();

  const ordered = [1, 2].map(() => new threading.Thread(takeBothInOrder, { args: [left, right] }).start());
  for (const thread of ordered) await thread.join();
});

// prints
//   gave up
//   gave up
//   has both
//   has both
