// Two stages in two threads with queues between them: while one squares, the other adds up. Prints 385.
import { defineTasks, main, queue, threading } from '#interleave';

type Numbers = queue.Queue<number>;

export const { square, addUp } = defineTasks(import.meta.url, {
  square: async (from: Numbers, to: Numbers) => {
    for await (const n of from) await to.put(n * n);
    to.shutdown(); // the next stage ends when it has got everything
  },
  addUp: async (from: Numbers, to: Numbers) => {
    let sum = 0;
    for await (const n of from) sum += n;
    await to.put(sum);
  },
});

main(async () => {
  const numbers: Numbers = new queue.Queue({ maxsize: 3 });
  const squares: Numbers = new queue.Queue({ maxsize: 3 });
  const sums: Numbers = new queue.Queue();
  new threading.Thread(square, { args: [numbers, squares] }).start();
  new threading.Thread(addUp, { args: [squares, sums] }).start();

  for (let n = 1; n <= 10; n++) await numbers.put(n);
  numbers.shutdown();
  console.log(await sums.get());
});

// prints
//   385
