/**
 * A flag that threads wait for: Python's `threading.Event`.
 *
 * The state is one word: bit 0 says whether it is set, the bits above count how often it was. `set` raises the
 * count and sets the flag in one compare-and-exchange, then wakes everybody. A waiter goes on when the flag is set
 * or the count is no longer what it saw when it came: so a `set` that is followed by `clear` before a waiter runs
 * still lets go all who had come, as it does in Python. No wake-up is lost, by wait-point.ts; a waiter that
 * gives up or dies has changed only hints.
 *
 * @module
 */

import { deadlineOf, timeoutOf, type WaitOptions, type WaitSyncOptions } from '../agent/deadline.ts';
import {
  Arrival,
  arrivalOf,
  labelOf,
  nameOf,
  printable,
  travels,
  type HandleData,
} from '../agent/primitive.ts';
import { programOf, type Program } from '../agent/program.ts';
import type { Scope } from '../agent/scope.ts';
import { WAIT_POINT_WORDS, waitSync, wakeAll } from '../agent/wait-point.ts';
import { KIND, type Address } from '../memory/index.ts';

const SET = 1;
const ONCE = 2;

const YES: Promise<boolean> = Promise.resolve(true);

export interface EventOptions {
  /** A label for printing, never identity. */
  readonly name?: string;
}

/**
 * A flag, at first clear, that any thread sets and clears and any number wait for.
 *
 * - **Blocking**: `waitSync` stops this thread with its timers and sockets; a browser's main thread may not, and
 *   gets BlockingNotAllowedError unless the flag is set.
 * - **Fairness**: `set` lets all go that wait.
 *
 * @example
 * ```ts
 * const ready = new threading.Event();
 * const worker = new threading.Thread(prepare, { args: [ready] }).start(); // calls ready.set()
 * await ready.wait({ timeout: 1000 });
 * ```
 *
 * @see https://docs.python.org/3/library/threading.html#event-objects
 */
export class Event {
  readonly name: string | undefined;
  readonly #program: Program;
  readonly #at: Address;

  constructor(options?: EventOptions) {
    const from = arrivalOf(options);
    this.name = from === undefined ? nameOf('Event', options) : from.data.name;
    this.#program = from?.program ?? programOf(this.scope);
    this.#at = from?.data.at ?? this.#program.blocks.allocate(KIND.event, WAIT_POINT_WORDS);
    this.#program.adopt(this, this.#at);
  }

  /** Among whom it works. */
  get scope(): Scope {
    return 'thread';
  }

  /** Sets the flag and lets all go that wait. */
  set(): void {
    const { words } = this.#program;
    for (;;) {
      const state = words.load(this.#at);
      if ((state & SET) !== 0) return;
      if (words.compareExchange(this.#at, state, (state + ONCE) | SET | 0) === state) break;
    }
    wakeAll(this.#program, this.#at);
  }

  /** Clears the flag; who waits from now on waits for the next `set`. */
  clear(): void {
    this.#program.words.and(this.#at, ~SET);
  }

  /** Waits until the flag is set; false when the timeout passed first. */
  wait(options?: WaitOptions): Promise<boolean> {
    if (options === undefined && this.isSet) return YES;
    return this.#wait(options);
  }

  async #wait(options: WaitOptions | undefined): Promise<boolean> {
    const timeout = timeoutOf(options);
    if (options?.signal?.aborted === true) throw options.signal.reason;
    const attempt = this.#attempt();
    if (attempt() === true) return true;
    if (timeout === 0) return false;
    const { waits } = this.#program;
    return (
      (await waits.wait(this, this.#at, attempt, deadlineOf(timeout), options?.signal, waits.hope)) ?? false
    );
  }

  /**
   * Blocks until the flag is set; false when the timeout passed first.
   *
   * @throws {BlockingNotAllowedError} where this thread may not block and the flag is clear
   */
  waitSync(options?: WaitSyncOptions): boolean {
    const timeout = timeoutOf(options);
    const attempt = this.#attempt();
    if (attempt() === true) return true;
    if (timeout === 0) return false;
    return waitSync(this.#program, this.#at, attempt, deadlineOf(timeout), 'event.wait()') ?? false;
  }

  /** Whether the flag is set now; a snapshot. */
  get isSet(): boolean {
    return (this.#program.words.load(this.#at) & SET) !== 0;
  }

  #attempt(): () => true | undefined {
    const { words } = this.#program;
    const count = words.load(this.#at) & ~SET;
    return () => {
      const state = words.load(this.#at);
      return (state & SET) !== 0 || (state & ~SET) !== count || undefined;
    };
  }

  toString(): string {
    return `Event(${labelOf(this.name, this.#at)}, ${this.isSet ? 'set' : 'unset'})`;
  }

  static {
    printable(Event);
    travels(Event, (it) => {
      const { generation } = it.#program.blocks.handle(it.#at);
      return {
        type: 'Event',
        kind: KIND.event,
        scope: it.scope,
        at: it.#at,
        generation,
        name: it.name,
        flags: 0,
      };
    });
  }

  /** Makes the wrapper of an event that another agent sent. */
  static arrive(program: Program, data: HandleData): Event {
    return new this(new Arrival(program, data) as never);
  }
}
