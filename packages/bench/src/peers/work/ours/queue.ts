/**
 * queue.Queue, in its blocking form.
 *
 * @module
 */

import { defineTasks, queue, threading } from '@interleave/core';
import type { MakeSubject, Subject } from '../../../engines/timing/subject.ts';
import { flow } from '../flow.ts';
import { itemsOf, type Kind } from '../items.ts';
import { pingPong } from '../ping-pong.ts';
import { makeControl, serve } from '../rendezvous.ts';

/** Bounded, so that a producer that is faster waits, as it would in a program. */
const MAXSIZE = 1000;

const { produce, echo } = defineTasks(import.meta.url, {
  produce: (out: queue.Queue<unknown>, control: SharedArrayBuffer, kind: Kind) => {
    const items = itemsOf(kind);
    let next = 0;
    serve(new Int32Array(control), (times) => {
      for (let i = 0; i < times; i += 1) out.putSync(items.make(next++));
    });
  },
  echo: (from: queue.Queue<number>, to: queue.Queue<number>, control: SharedArrayBuffer) => {
    serve(new Int32Array(control), (times) => {
      for (let i = 0; i < times; i += 1) to.putSync(from.getSync());
    });
  },
});

function stream(kind: Kind): Promise<Subject> {
  const control = makeControl();
  const items = new queue.Queue<unknown>({ maxsize: MAXSIZE });
  new threading.Thread(produce, { args: [items, control.buffer, kind], daemon: true }).start();
  return flow(control, itemsOf(kind), () => items.getSync());
}

export const numbers: MakeSubject = () => stream('number');
export const strings: MakeSubject = () => stream('string');
export const objects: MakeSubject = () => stream('object');
export const bytes: MakeSubject = () => stream('bytes');

export function roundTrip(): Promise<Subject> {
  const control = makeControl();
  const [there, back] = [new queue.Queue<number>(), new queue.Queue<number>()];
  new threading.Thread(echo, { args: [there, back, control.buffer], daemon: true }).start();
  let next = 0;
  return pingPong(control, (times) => {
    let good = 0;
    for (let i = 0; i < times; i += 1, next += 1) {
      there.putSync(next);
      if (back.getSync() === next) good += 1;
    }
    return good;
  });
}
