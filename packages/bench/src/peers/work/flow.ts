/**
 * One thread puts, the other gets; the operation is an item. Both forms of taking block.
 *
 * @module
 */

import type { Subject } from '../../engines/timing/subject.ts';
import { Consumer, type Items } from './items.ts';
import { partnerUp, together } from './rendezvous.ts';

export async function flow(control: Int32Array, items: Items, get: () => unknown): Promise<Subject> {
  await partnerUp(control);
  const consumer = new Consumer(items);
  return {
    run: (times) =>
      together(control, times, () => {
        for (let i = 0; i < times; i += 1) consumer.take(get());
      }),
    check: () => consumer.check(),
  };
}
