/**
 * What an explored agent's event loop waits for: timers, and words that it waits for without blocking.
 *
 * @module
 */

import type { Hash } from './hash.ts';

/** What an event loop was at a moment. */
export interface LoopMoment {
  readonly tickets: readonly Ticket['state'][];
  readonly timers: readonly Timer[];
}

interface Timer {
  readonly due: number;
  readonly callback: () => void;
  live: boolean;
}

/** A wait without blocking; it keeps its number and state when its agent's code runs from the beginning again. */
interface Ticket {
  readonly listeners: (() => void)[];
  state: 'waiting' | 'heard' | 'answered';
}

export class EventLoop {
  #tickets: Ticket[] = [];
  #timers: Timer[] = [];

  reset(): void {
    this.#tickets = [];
    this.#timers = [];
  }

  /** The agent's code runs from the beginning: it sets its timers again. */
  rerun(): void {
    this.#timers = [];
  }

  moment(): LoopMoment {
    return {
      tickets: this.#tickets.map(({ state }) => state),
      timers: this.#timers.map((timer) => ({ ...timer })),
    };
  }

  /** Nobody listens yet: its agent's code runs from the beginning before anything is delivered. */
  back({ tickets, timers }: LoopMoment): void {
    this.#tickets = tickets.map((state) => ({ listeners: [], state }));
    this.#timers = timers.map((timer) => ({ ...timer }));
  }

  /** Mixes in what has come and was not delivered; all else follows from what its agent was told. */
  mixInto(key: Hash): void {
    for (const [at, { state }] of this.#tickets.entries()) if (state === 'heard') key.mix(at);
  }

  get nextTicket(): number {
    return this.#tickets.length;
  }

  /** A stand-in for the promise of a wait, which tells its listeners when the ticket is delivered. */
  promiseOf(at: number): Promise<unknown> {
    const ticket: Ticket = { listeners: [], state: this.#tickets[at]?.state ?? 'waiting' };
    this.#tickets[at] = ticket;
    const promise = {
      // oxlint-disable-next-line unicorn/no-thenable -- it is one on purpose: its listeners are run by the schedule
      then: (listener: () => void): unknown => {
        ticket.listeners.push(listener);
        return promise;
      },
    };
    return promise as unknown as Promise<unknown>;
  }

  heard(at: number): void {
    const ticket = this.#tickets[at];
    if (ticket?.state === 'waiting') ticket.state = 'heard';
  }

  /** The first ticket in this state. */
  first(wanted: 'waiting' | 'heard'): number | undefined {
    const at = this.#tickets.findIndex(({ state }) => state === wanted);
    return at < 0 ? undefined : at;
  }

  /** Those who are to be told of a ticket. */
  answer(at: number): (() => void)[] {
    const ticket = this.#tickets[at] as Ticket;
    ticket.state = 'answered';
    return ticket.listeners.splice(0);
  }

  setTimer(due: number, callback: () => void, live: boolean): number {
    this.#timers.push({ due, callback, live });
    return this.#timers.length - 1;
  }

  clearTimer(at: number): void {
    const timer = this.#timers[at];
    if (timer !== undefined) timer.live = false;
  }

  /** When the next timer is due; undefined where there is none. */
  get due(): number | undefined {
    let next: number | undefined;
    for (const { live, due } of this.#timers) if (live && (next === undefined || due < next)) next = due;
    return next;
  }

  /** The timer that is due then. */
  timerAt(due: number | undefined): number {
    return this.#timers.findIndex((timer) => timer.live && timer.due === due);
  }

  /** A timer has run out; gives what it is to call. */
  runOut(at: number): () => void {
    const timer = this.#timers[at] as Timer;
    timer.live = false;
    return timer.callback;
  }
}
