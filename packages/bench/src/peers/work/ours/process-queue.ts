/**
 * multiprocessing.Queue from one process to another, in its blocking form.
 *
 * @module
 */

import { defineTasks, multiprocessing } from '@interleave/core';
import type { MakeSubject, Subject } from '../../../engines/timing/subject.ts';
import { CorruptError } from '../../../engines/timing/subject.ts';
import { Consumer, itemsOf, type Kind } from '../items.ts';
import { ANOTHER, KIND, type Kind as Runtime } from '../process/runtime.ts';
import { available } from './available.ts';

type Orders = multiprocessing.SimpleQueue<number>;
type Items = multiprocessing.Queue<unknown>;
type Numbers = multiprocessing.Queue<number>;

/** Bounded, so that a producer that is faster waits, as it would in a program. */
const MAXSIZE = 1000;
/** So long (ms) another process may take to come up. */
const COMES_UP = 20_000;

const { produce, echo } = defineTasks(import.meta.url, {
  produce: (out: Items, orders: Orders, arrived: multiprocessing.Semaphore, kind: Kind) => {
    const items = itemsOf(kind);
    for (let next = 0; ;) {
      const times = orders.getSync();
      arrived.release();
      for (let i = 0; i < times; i += 1) out.putSync(items.make(next++));
    }
  },
  echo: (from: Numbers, to: Numbers) => {
    for (;;) to.putSync(from.getSync());
  },
});

function stream(kind: Kind, runtime: Runtime = KIND): Promise<Subject> {
  return available(async () => {
    const out: Items = new multiprocessing.Queue({ maxsize: MAXSIZE });
    const orders: Orders = new multiprocessing.SimpleQueue();
    const arrived = new multiprocessing.Semaphore(0);
    new multiprocessing.Process(produce, {
      args: [out, orders, arrived, kind],
      runtime,
      daemon: true,
    }).start();
    orders.putSync(0);
    if (!(await arrived.acquire({ timeout: COMES_UP })))
      throw new Error(`The other process did not come up within ${COMES_UP} ms`);
    const consumer = new Consumer(itemsOf(kind));
    return {
      run(times) {
        orders.putSync(times);
        arrived.acquireSync();
        const began = performance.now();
        for (let i = 0; i < times; i += 1) consumer.take(out.getSync());
        return performance.now() - began;
      },
      check: () => consumer.check(),
    };
  });
}

export const numbers: MakeSubject = () => stream('number');
export const strings: MakeSubject = () => stream('string');
export const objects: MakeSubject = () => stream('object');
export const objectsMixed: MakeSubject = () => stream('object', ANOTHER[KIND]);
export const bytes: MakeSubject = () => stream('bytes');

export function roundTrip(): Promise<Subject> {
  return available(async () => {
    const [there, back]: [Numbers, Numbers] = [new multiprocessing.Queue(), new multiprocessing.Queue()];
    new multiprocessing.Process(echo, { args: [there, back], daemon: true }).start();
    there.putSync(0);
    let [next, good] = [1, (await back.get({ timeout: COMES_UP })) === 0 ? 1 : 0];
    return {
      run(times) {
        const began = performance.now();
        for (let i = 0; i < times; i += 1, next += 1) {
          there.putSync(next);
          if (back.getSync() === next) good += 1;
        }
        return performance.now() - began;
      },
      check() {
        if (good !== next) throw new CorruptError(`Of ${next} round trips ${good} were answered`);
      },
    };
  });
}
