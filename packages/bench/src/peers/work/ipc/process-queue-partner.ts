/**
 * Says that it is there, then sends as many items as it is asked for, or what it gets.
 *
 * @module
 */

import process from 'node:process';
import { itemsOf, type Kind } from '../items.ts';

const [, , kind = ''] = process.argv;
if (kind === 'echo') process.on('message', (message) => process.send?.(message));
else {
  const items = itemsOf(kind as Kind);
  let next = 0;
  process.on('message', (times) => {
    process.send?.('arrived');
    for (let i = 0; i < Number(times); i += 1) process.send?.(items.make(next++));
  });
}
process.on('disconnect', () => process.exit(0));
process.send?.('up');
