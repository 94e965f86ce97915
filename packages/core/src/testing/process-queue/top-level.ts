/**
 * Uses a queue while it is being loaded.
 *
 * @module
 */

import { Queue } from '../../multiprocessing/index.ts';

const queue = new Queue<string>();
queue.putSync('put at the top');
await queue.put('and another');

export const got: readonly string[] = [queue.getSync({ timeout: 3000 }), await queue.get({ timeout: 3000 })];
