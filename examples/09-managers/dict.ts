// A manager is a process that owns a dict for the others: three children write into it. Prints its pairs.
import { defineTasks, main, multiprocessing } from '#interleave';

type Squares = multiprocessing.DictProxy<number>;

export const { write } = defineTasks(import.meta.url, {
  write: async (squares: Squares, n: number) => {
    await squares.set(n, n * n);
  },
});

main(async () => {
  await using manager = await multiprocessing.Manager();
  console.log(`the manager is process ${manager.pid}`);

  const squares: Squares = await manager.dict();
  const children = [1, 2, 3].map((n) => new multiprocessing.Process(write, { args: [squares, n] }).start());
  for (const child of children) await child.join();
  for (const [n, square] of await squares.entries()) console.log(`${n}: ${square}`);
});

// prints, in any order
//   the manager is process …
//   1: 1
//   2: 4
//   3: 9
