/**
 * The asynchronous waiters of one agent, in order of arrival per wait point.
 *
 * Invariant: while a point has waiters here, this agent's bit in its WAITING word was set before their last look,
 * or a ring for this agent is on its way. `serve` keeps it by setting the bit again before it looks.
 *
 * @module
 */

import {
  ASYNC_SHIFT,
  SLOTS,
  WAITING,
  type Address,
  type AgentId,
  type ThreadWords,
} from '../memory/index.ts';
import type { Host } from '../host/host.ts';
import { onAbort } from './abort.ts';
import type { Bells, Service } from './bells.ts';
import { EarlyLook } from './early-look.ts';
import type { Hope } from './hope.ts';
import { Deadlines, type Deadline } from './timers.ts';
import type { Trace, TracedWait } from './trace.ts';
import type { Attempt } from './wait-point.ts';

interface Waiter {
  readonly owner: object;
  readonly attempt: Attempt<unknown>;
  readonly traced: TracedWait | undefined;
  readonly settle: (result: unknown) => void;
  readonly fail: (reason: unknown) => void;
  deadline: Deadline | undefined;
  unwatch: (() => void) | undefined;
  previous: Waiter | undefined;
  next: Waiter | undefined;
}

interface Line {
  first: Waiter | undefined;
  last: Waiter | undefined;
}

export class AsyncWaits implements Service {
  readonly #words: ThreadWords;
  readonly #host: Host;
  readonly #bit: number;
  readonly #lines: Map<Address, Line> = new Map();
  readonly #deadlines: Deadlines = new Deadlines();
  /** Absent where there is one processor: nobody else can change anything while this agent looks. */
  readonly #early: EarlyLook | undefined;
  /** Whether this agent's waits look early, where a primitive has no judgement of its own. */
  readonly hope: Hope;
  readonly bells: Bells;
  /** Who is told of waits; nobody, unless this agent is traced. */
  trace: Trace | undefined = undefined;

  constructor(words: ThreadWords, host: Host, me: AgentId, bells: (service: Service) => Bells) {
    this.#words = words;
    this.#host = host;
    this.#bit = 1 << (ASYNC_SHIFT + (me & (SLOTS - 1) & 15));
    this.#early =
      host.parallelism() > 1 ? new EarlyLook(words, host, (point) => this.serve(point)) : undefined;
    this.hope = EarlyLook.hope(host);
    this.bells = bells(this);
  }

  /**
   * Resolves with what an attempt gave, or with undefined when the deadline passed first. `owner` is the wrapper
   * that holds the point's block: it is not collected while somebody waits. With a `hope` it looks early too.
   */
  wait<T>(
    owner: object,
    point: Address,
    attempt: Attempt<T>,
    deadline: number,
    signal?: AbortSignal,
    hope?: Hope,
  ): Promise<T | undefined> {
    return new Promise<T | undefined>((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason);
      // Before the last look at it, so that what changes after that is seen to have changed.
      const early = hope === undefined ? undefined : this.#early;
      const seen = early === undefined ? 0 : this.#words.load(point);
      // Announced before the last look: see wait-point.ts.
      this.#words.or(point + WAITING, this.#bit);
      let line = this.#lines.get(point);
      if (line === undefined) {
        const first = attempt(true);
        if (first !== undefined || deadline <= this.#host.now()) return resolve(first);
        line = { first: undefined, last: undefined };
        if (this.#lines.size === 0) this.bells.attend(true);
        this.#lines.set(point, line);
      } else if (deadline <= this.#host.now()) return resolve(attempt(true));
      const traced = this.trace?.waits(point, owner, '');
      const waiter: Waiter = {
        owner,
        attempt,
        traced,
        settle: resolve as (result: unknown) => void,
        fail: reject,
        deadline: undefined,
        unwatch: undefined,
        previous: line.last,
        next: undefined,
      };
      if (line.last === undefined) line.first = waiter;
      else line.last.next = waiter;
      line.last = waiter;
      if (deadline !== Infinity) {
        waiter.deadline = this.#deadlines.add(deadline, () => this.#expire(point, waiter));
      }
      if (signal !== undefined) waiter.unwatch = onAbort(signal, () => this.#abort(point, waiter, signal));
      this.bells.listen();
      if (hope !== undefined) early?.soon(point, seen, hope);
    });
  }

  /** Makes this agent's bell ring for a point, once; before the look at it. */
  announce(point: Address): void {
    this.#words.or(point + WAITING, this.#bit);
  }

  /** Calls back at a time of the host, unless what this gives is called before. */
  at(time: number, expire: () => void): () => void {
    const deadline = this.#deadlines.add(time, expire);
    return () => this.#deadlines.remove(deadline);
  }

  #expire(point: Address, waiter: Waiter): void {
    this.#leave(point, waiter);
    this.#try(waiter, true);
  }

  #abort(point: Address, waiter: Waiter, signal: AbortSignal): void {
    this.#leave(point, waiter);
    waiter.fail(signal.reason);
  }

  /** The one behind may be able to go on where the first could not: a smaller item fits where a large one does not. */
  #leave(point: Address, waiter: Waiter): void {
    this.#remove(point, waiter);
    if (waiter.previous === undefined && waiter.next !== undefined) queueMicrotask(() => this.serve(point));
  }

  /** Settles the waiter if it can go on (or `must` end); true when it is settled. */
  #try(waiter: Waiter, must: boolean): boolean {
    try {
      const result = waiter.attempt(true);
      if (result === undefined && !must) return false;
      waiter.settle(result);
    } catch (error) {
      waiter.fail(error);
    }
    return true;
  }

  #remove(point: Address, waiter: Waiter): void {
    if (waiter.deadline !== undefined) this.#deadlines.remove(waiter.deadline);
    waiter.unwatch?.();
    this.trace?.waited(waiter.traced);
    const line = this.#lines.get(point);
    if (line === undefined) return;
    if (waiter.previous === undefined) line.first = waiter.next;
    else waiter.previous.next = waiter.next;
    if (waiter.next === undefined) line.last = waiter.previous;
    else waiter.next.previous = waiter.previous;
    if (line.first !== undefined) return;
    this.#lines.delete(point);
    if (this.#lines.size > 0) return;
    this.bells.attend(false);
  }

  serve(point: Address): void {
    const line = this.#lines.get(point);
    if (line === undefined) return;
    this.#words.or(point + WAITING, this.#bit);
    for (let waiter = line.first; waiter !== undefined; waiter = line.first) {
      if (!this.#try(waiter, false)) return;
      this.#remove(point, waiter);
    }
  }

  /** No skipping by bits or by values seen before: agents share bits, and values come back. */
  serveAll(): void {
    for (const point of this.#lines.keys()) this.serve(point);
  }

  get isWaiting(): boolean {
    return this.#lines.size > 0;
  }
}
