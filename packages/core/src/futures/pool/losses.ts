/**
 * What becomes of the calls of a worker that ends before they are done.
 *
 * Of one that is certainly dead nothing more comes: its calls fail, and their places are free. One that was told to end
 * may run on for a while (on some runtimes for many seconds), and who waits for its calls does not wait for that: they
 * fail at once, what was only sent to it is taken back, and the other places are free when its death is certain.
 *
 * Whoever is told may use what is free for something else at once, so calls are known by their futures.
 *
 * @module
 */

import type { Program } from '../../agent/program.ts';
import type { StateError } from '../../errors.ts';
import { giveBack } from '../../queue/parcel.ts';
import type { Future } from '../future.ts';
import { inner } from '../inner.ts';
import type { Worker } from './crew.ts';
import type { Definitions } from './definitions.ts';
import { DEFINITION, PLACE } from './layout.ts';
import { lostError } from './lost-error.ts';
import { hasBegun, hasEnded, takerOf } from './place-state.ts';
import type { Places } from './places.ts';
import type { Results } from './results.ts';

export interface LossEvents {
  /** Takes a call back; false when it was taken. */
  withdraw(number: number): boolean;
  /** A call is settled. */
  settled(): void;
}

type Lost = readonly [number: number, future: Future<unknown> | undefined];

export class Losses {
  readonly #program: Program;
  readonly #places: Places;
  readonly #definitions: Definitions;
  readonly #results: Results;
  readonly #events: LossEvents;

  constructor(
    program: Program,
    places: Places,
    definitions: Definitions,
    results: Results,
    events: LossEvents,
  ) {
    this.#program = program;
    this.#places = places;
    this.#definitions = definitions;
    this.#results = results;
    this.#events = events;
  }

  /** Fails what a dead worker had. Gives how many of its tasks it had not counted as over. */
  ofDead(worker: Worker): number {
    const sent = this.#sentTo(worker);
    let unfinished = 0;
    for (const [number] of this.#heldBy(worker)) {
      if (!hasEnded(this.#program.words, this.#places.addressOf(number))) unfinished += 1;
      this.#lose(number, worker);
    }
    this.#takeBack(sent, worker);
    return unfinished;
  }

  /** Fails what a worker has that was told to end, but for one call, which has been told why. */
  ofDoomed(worker: Worker, but: number): void {
    const sent = this.#sentTo(worker);
    for (const [number, future] of this.#heldBy(worker)) {
      if (number !== but && future !== undefined) this.fail(number, future, this.#error(number, worker));
    }
    this.#takeBack(sent, worker);
  }

  /** The caller has its answer; the place is free when its worker is done with it. */
  fail(number: number, future: Future<unknown>, error: unknown): void {
    if (this.#places.futureOf(number) === future) {
      this.#places.forget(number);
      this.#events.settled();
    }
    inner.settle(future, true, error);
  }

  /** Nobody will take it. */
  refuse(number: number, error: Error): void {
    const future = this.#places.futureOf(number);
    if (future !== undefined && this.#events.withdraw(number)) inner.settle(future, true, error);
  }

  #sentTo({ sent }: Worker): readonly Lost[] {
    return [...sent].map((number) => [number, this.#places.futureOf(number)]);
  }

  #heldBy({ id }: Worker): readonly Lost[] {
    const held: Lost[] = [];
    // One that never came up.
    if (id === 0) return held;
    for (let number = 0; number < this.#places.count; number += 1) {
      if (takerOf(this.#program.words, this.#places.addressOf(number)) !== id) continue;
      held.push([number, this.#places.futureOf(number)]);
    }
    return held;
  }

  #takeBack(sent: readonly Lost[], worker: Worker): void {
    for (const [number, future] of sent) {
      if (future !== undefined && this.#places.futureOf(number) === future)
        this.refuse(number, this.#error(number, worker));
    }
  }

  #lose(number: number, worker: Worker): void {
    const place = this.#places.addressOf(number);
    const future = this.#places.futureOf(number);
    const error = this.#error(number, worker);
    const handles = this.#places.takeHandles(number);
    if (!hasBegun(this.#program.words, place)) giveBack(this.#program, handles);
    this.#results.forget(place);
    this.#places.release(number);
    if (future === undefined) return;
    this.#events.settled();
    inner.settle(future, true, error);
  }

  #error(number: number, { carrier, killed }: Worker): StateError {
    const { words } = this.#program;
    const place = this.#places.addressOf(number);
    const what = words.load(place + PLACE.what) & DEFINITION;
    // Where there is a result already, nothing tells which task it was.
    return lostError(hasEnded(words, place) ? 'a call' : this.#definitions.nameOf(what), carrier, killed);
  }
}
