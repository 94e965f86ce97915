// A pool of processes maps a task over numbers, in order. Prints 1, 4, 9, and that another process did it.
import { defineTasks, main, multiprocessing } from '#interleave';

export const { square, whoAmI } = defineTasks(import.meta.url, {
  square: (n: number) => n * n,
  whoAmI: () => multiprocessing.currentProcess().pid,
});

main(async () => {
  await using pool = new multiprocessing.Pool({ processes: 2 }); // ended with its scope
  console.log((await pool.map(square, [1, 2, 3])).join(', '));

  const pid = await pool.apply(whoAmI, []);
  console.log(`in another process: ${pid !== multiprocessing.currentProcess().pid}`);
});

// prints
//   1, 4, 9
//   in another process: true
