/**
 * multiprocessing.Manager: a dict that another process owns, read through its proxy.
 *
 * @module
 */

import { multiprocessing } from '@interleave/core';
import { CorruptError, type Subject } from '../../../engines/timing/subject.ts';
import { available } from './available.ts';

const KEY = 'answer';

type Get = (dict: multiprocessing.DictProxy<number>, times: number) => number | Promise<number>;

/** `get` gives the sum of what it got. */
function getting(get: Get): Promise<Subject> {
  return available(async () => {
    const manager = await multiprocessing.Manager();
    const dict = await manager.dict<number>();
    await dict.set(KEY, 1);
    let [asked, sum] = [0, 0];
    return {
      async run(times) {
        const began = performance.now();
        sum += await get(dict, times);
        asked += times;
        return performance.now() - began;
      },
      check() {
        if (sum !== asked) throw new CorruptError(`Of ${asked} answers ${sum} were right`);
      },
    };
  });
}

export const blocking = (): Promise<Subject> =>
  getting((dict, times) => {
    let sum = 0;
    for (let i = 0; i < times; i += 1) sum += dict.getSync(KEY) ?? 0;
    return sum;
  });

export const awaited = (): Promise<Subject> =>
  getting(async (dict, times) => {
    let sum = 0;
    for (let i = 0; i < times; i += 1) sum += (await dict.get(KEY)) ?? 0;
    return sum;
  });
