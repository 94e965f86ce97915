/**
 * Posts as many items as it is asked for.
 *
 * @module
 */

import { itemsOf, type Kind } from '../items.ts';
import { given, here } from './start-worker.ts';

const items = itemsOf(await given<Kind>());
let next = 0;
here.onMessage((times) => {
  for (let i = 0; i < (times as number); i += 1) here.post(items.make(next++));
});
here.post('ready');
