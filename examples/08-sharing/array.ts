// An Array is shared numbers: each child writes its part of it, and nothing is sent. Prints the squares of 0 to 7.
import { defineTasks, main, multiprocessing } from '#interleave';

type Squares = multiprocessing.SharedArray<'f64'>;

export const { fill } = defineTasks(import.meta.url, {
  fill: (squares: Squares, from: number, to: number) => {
    for (let n = from; n < to; n++) squares.set(n, n * n); // nobody else writes these, so no lock
  },
});

main(async () => {
  const squares: Squares = multiprocessing.Array('f64', 8);
  const halves = [
    [0, 4],
    [4, 8],
  ] as const;
  const children = halves.map(([from, to]) =>
    new multiprocessing.Process(fill, { args: [squares, from, to] }).start(),
  );
  for (const child of children) await child.join();
  console.log([...squares].join(' '));
});

// prints
//   0 1 4 9 16 25 36 49
