/**
 * The channel of the package `multithreading`, in its blocking form, as it comes.
 *
 * @module
 */

import type { MakeSubject, Subject } from '../../../engines/timing/subject.ts';
import { flow } from '../flow.ts';
import { itemsOf, type Kind } from '../items.ts';
import { pingPong } from '../ping-pong.ts';
import { makeControl } from '../rendezvous.ts';
import { library } from './library.ts';

/** Its functions travel as source text, so the partner's whole life stands in one, word numbers and items and all. */
async function channel(kind: Kind): Promise<Subject> {
  const { channel: make, move, spawn } = await library();
  const control = makeControl();
  const [sender, receiver] = make<unknown>();
  void spawn(move(sender, control, kind), (out, words, what) => {
    let order = 0;
    let next = 0;
    Atomics.store(words, 0, 1);
    for (;;) {
      for (let spin = 0; spin < 20_000 && Atomics.load(words, 1) === order; spin += 1);
      while (Atomics.load(words, 1) === order) Atomics.wait(words, 1, order);
      order = Atomics.load(words, 1);
      Atomics.store(words, 3, order);
      Atomics.notify(words, 3, 1);
      const times = Atomics.load(words, 2);
      for (let i = 0; i < times; i += 1, next += 1) {
        const name = `item-${next & 63}`;
        if (what === 'number') out.blockingSend(next);
        else if (what === 'string') out.blockingSend(name);
        else out.blockingSend({ id: next, name, ok: (next & 1) === 0, n: next / 2 });
      }
      Atomics.store(words, 4, order);
      Atomics.notify(words, 4, 1);
    }
  });
  return flow(control, itemsOf(kind), () => valueOf(receiver.blockingRecv()));
}

export const numbers: MakeSubject = () => channel('number');
export const strings: MakeSubject = () => channel('string');
export const objects: MakeSubject = () => channel('object');

export async function roundTrip(): Promise<Subject> {
  const { channel: make, move, spawn } = await library();
  const control = makeControl();
  const [out, far] = make<number>();
  const [back, answers] = make<number>();
  void spawn(move(far, back, control), (from, to, words) => {
    let order = 0;
    Atomics.store(words, 0, 1);
    for (;;) {
      for (let spin = 0; spin < 20_000 && Atomics.load(words, 1) === order; spin += 1);
      while (Atomics.load(words, 1) === order) Atomics.wait(words, 1, order);
      order = Atomics.load(words, 1);
      Atomics.store(words, 3, order);
      Atomics.notify(words, 3, 1);
      const times = Atomics.load(words, 2);
      for (let i = 0; i < times; i += 1) {
        const got = from.blockingRecv();
        to.blockingSend(got.ok ? got.value : -1);
      }
      Atomics.store(words, 4, order);
      Atomics.notify(words, 4, 1);
    }
  });
  let next = 0;
  return pingPong(control, (times) => {
    let good = 0;
    for (let i = 0; i < times; i += 1, next += 1) {
      out.blockingSend(next);
      if (valueOf(answers.blockingRecv()) === next) good += 1;
    }
    return good;
  });
}

function valueOf(
  result: { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: Error },
): unknown {
  if (!result.ok) throw result.error;
  return result.value;
}
