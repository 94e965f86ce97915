/**
 * The same program with its guard: what starts processes is in `main`, which runs in the program's first agent only.
 *
 * @module
 */

import { Pool } from '../../multiprocessing/index.ts';
import { defineTasks, main, type TaskRef } from '../../task/index.ts';

const tasks: { readonly square: ((n: number) => number) & TaskRef } = defineTasks(import.meta.url, {
  square: (n: number) => n * n,
});
export const square: typeof tasks.square = tasks.square;

main(import.meta.url, async () => {
  await using pool = new Pool({ processes: 2 });
  await pool.map(square, [1, 2, 3]);
});
