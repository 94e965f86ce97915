/**
 * Who waits for a Condition, and whom it has notified.
 *
 * Words: a list of waiters (waiter-list.ts), and ARRIVALS, the number of the last that came. A waiter's state is 0,
 * or 1 when it is notified; beside it ARRIVAL, its number, NOTIFIED, the last number when it was notified, and
 * HANDED, to whom it has handed its notification on.
 *
 * Invariant: the notified are the front of the list, for they are taken in order of arrival and stay until they hold
 * the user's lock again. Everything but a waiter's look at its own state happens under the list's latch.
 *
 * Exact counts: one store of a waiter's state is one notification, for good. A waiter that times out looks at it
 * under the latch: it was notified, and says so, or it leaves the list, and no notification can go to it. One that
 * is aborted, and one whose agent died before it held its lock again, hands its notification on: to the first that
 * is not notified and had come before the notification was given; when there is none, nobody is owed it.
 *
 * Handing on writes HANDED first, which decides it, then notifies that waiter, then takes the giver out of the list.
 * A death in between leaves a notified waiter of a dead agent, which the next to enter hands on to the same one.
 * Dead waiters that were not notified are passed over. Who sees a dead one that was: every other waiter, which the
 * alarm after a death makes look, every notify, and every waiter that leaves. Whoever notifies looks once more after it
 * did: if the death was certain by then, the alarm may have found that waiter not notified yet; if not, the alarm comes.
 * A notifier that dies in the middle has notified those whose state is 1; the alarm wakes them too.
 *
 * @module
 */

import type { Program } from '../agent/program.ts';
import { wakeAll } from '../agent/wait-point.ts';
import type { Address } from '../memory/index.ts';
import { LIST_WORDS, WAITER, WaiterList } from './waiter-list.ts';

const ARRIVALS = LIST_WORDS;
export const NOTIFICATIONS_WORDS: number = LIST_WORDS + 1;

const ARRIVAL: number = WAITER.own;
const NOTIFIED: number = WAITER.own + 1;
const HANDED: number = WAITER.own + 2;
const OWN_WORDS = 3;

export class Notifications {
  readonly #program: Program;
  readonly #at: Address;
  readonly #list: WaiterList;

  constructor(program: Program, at: Address) {
    this.#program = program;
    this.#at = at;
    this.#list = new WaiterList(program, at);
  }

  /** A new waiter, the last in order. */
  enlist(): Address {
    const { words, me } = this.#program;
    const waiter = this.#list.make(OWN_WORDS);
    words.store(waiter + WAITER.owner, me);
    this.#latched(() => {
      words.store(waiter + ARRIVAL, words.add(this.#at + ARRIVALS, 1) + 1);
      this.#list.append(waiter);
    });
    return waiter;
  }

  /** One look of a waiter: is it notified? */
  look(waiter: Address): true | undefined {
    if (this.#isNotified(waiter)) return true;
    const { first } = this.#list;
    if (this.#list.interrupted || (first !== 0 && this.#isNotified(first))) this.#latched(() => this.#reap());
    return this.#isNotified(waiter) || undefined;
  }

  /** After a wait: true when it was notified, and is so until `settle`; else it is no waiter any more. */
  leave(waiter: Address): boolean {
    const notified = this.#latched(() => {
      if (this.#isNotified(waiter)) return true;
      this.#list.unlink(waiter);
      return false;
    });
    if (!notified) this.#program.blocks.free(waiter);
    return notified;
  }

  /** Ends a notified waiter, which holds its lock again. */
  settle(waiter: Address): void {
    this.#latched(() => {
      this.#list.unlink(waiter);
      this.#reap();
    });
    this.#program.blocks.free(waiter);
  }

  /** Ends an aborted waiter. */
  withdraw(waiter: Address): void {
    this.#latched(() => {
      if (this.#isNotified(waiter)) this.#handOn(waiter);
      this.#list.unlink(waiter);
      this.#reap();
    });
    this.#program.blocks.free(waiter);
  }

  /** Notifies the first `count` of those that wait. */
  notify(count: number): void {
    this.#latched(() => {
      this.#reap();
      let left = count;
      for (let waiter = this.#nextWaiting(); waiter !== 0 && left > 0; waiter = this.#nextWaiting(waiter)) {
        this.#notifyOne(waiter);
        left -= 1;
      }
      this.#reap();
    });
  }

  /** How many wait that are not notified. */
  get waiting(): number {
    return this.#latched(() => {
      let count = 0;
      for (let waiter = this.#nextWaiting(); waiter !== 0; waiter = this.#list.next(waiter)) count += 1;
      return count;
    });
  }

  #isNotified(waiter: Address): boolean {
    return this.#program.words.load(waiter) === 1;
  }

  #latched<T>(body: () => T): T {
    return this.#list.latched(body, () => this.#reap());
  }

  // What follows runs under the latch.

  /** Hands on what dead agents were notified of. */
  #reap(): void {
    let previous = 0;
    for (let waiter = this.#list.first; waiter !== 0 && this.#isNotified(waiter);) {
      if (this.#list.ownerGone(waiter)) {
        this.#handOn(waiter);
        waiter = this.#list.passOver(previous, waiter);
      } else {
        previous = waiter;
        waiter = this.#list.next(waiter);
      }
    }
  }

  #handOn(giver: Address): void {
    const { words } = this.#program;
    let to = words.load(giver + HANDED);
    if (to === 0) {
      to = this.#nextWaiting();
      // Differences, because the numbers go round.
      if (to === 0 || ((words.load(to + ARRIVAL) - words.load(giver + NOTIFIED)) | 0) > 0) return;
      words.store(giver + HANDED, to);
    }
    this.#program.blocks.meet(to);
    this.#notifyOne(to, words.load(giver + NOTIFIED));
  }

  /** The first waiter (after one, or of all) that is not notified, past those of dead agents; 0 when there is none. */
  #nextWaiting(after: Address = 0): Address {
    let previous = after;
    let waiter = after === 0 ? this.#list.first : this.#list.next(after);
    while (waiter !== 0) {
      if (this.#isNotified(waiter)) {
        previous = waiter;
        waiter = this.#list.next(waiter);
      } else if (this.#list.ownerGone(waiter)) waiter = this.#list.passOver(previous, waiter);
      else return waiter;
    }
    return 0;
  }

  #notifyOne(waiter: Address, number = this.#program.words.load(this.#at + ARRIVALS)): void {
    const { words } = this.#program;
    words.store(waiter + NOTIFIED, number);
    words.store(waiter, 1);
    wakeAll(this.#program, waiter);
  }
}
