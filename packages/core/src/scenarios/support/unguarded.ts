/**
 * A program of the guide without its main guard: whoever imports this module starts a pool. In the process that a user
 * started this is what is wanted; in each of its workers, which import the module to find the function, it would be
 * another pool.
 *
 * @module
 */

import { Pool } from '../../multiprocessing/index.ts';
import { defineTasks, type TaskRef } from '../../task/index.ts';

const tasks: { readonly square: ((n: number) => number) & TaskRef } = defineTasks(import.meta.url, {
  square: (n: number) => n * n,
});
export const square: typeof tasks.square = tasks.square;

const pool = new Pool({ processes: 2 });
void pool.map(square, [1, 2, 3]).finally(() => pool.terminate());
