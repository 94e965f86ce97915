/**
 * A meeting point for a fixed number of threads: Python's `threading.Barrier`.
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
import { agent } from '../agent/state.ts';
import { waitSync } from '../agent/wait-point.ts';
import { BlockingNotAllowedError, SerializationError } from '../errors.ts';
import { KIND, type Address } from '../memory/index.ts';
import type { Task } from '../task/task.ts';
import { BarrierAction } from './barrier-action.ts';
import { readDetails, storeDetails } from './barrier-details.ts';
import { brokenError, isOpen, PASSED, Rendezvous, type Arrived } from './rendezvous.ts';

export interface BarrierOptions {
  /** A label for printing, never identity. */
  readonly name?: string;
  /** Run by the last to arrive, before anybody goes on. A plain function keeps the barrier in this thread. */
  readonly action?: Task<[], unknown> | (() => void);
  /** For each wait that names none, in milliseconds. */
  readonly timeout?: number;
}

const ASYNC_FORM = 'barrier.wait()';

/**
 * Lets nobody through until all `parties` have come, then all at once; as often as you like.
 *
 * - **Broken**: a wait that times out, is aborted by its signal or dies with its thread breaks the barrier: who waits
 *   and who comes gets BrokenBarrierError, until `reset`. So does an action that throws; its thread gets that error.
 *   Timeout and signal do not end an action that runs.
 * - **Blocking**: `waitSync` stops this thread with its timers, sockets and other flows, so flows of one thread meet
 *   only by `wait`. A browser's main thread may not block, and is refused unless it is the last to come. An action
 *   that gives a promise is waited for by `wait`; in `waitSync` it breaks the barrier with a TypeError.
 * - **Fairness**: a round lets all its parties through or none; who comes again belongs to the next.
 *
 * @example
 * ```ts
 * const barrier = new threading.Barrier(2, { timeout: 5000 });
 * new threading.Thread(work, { args: [barrier] }).start(); // computes, then: await barrier.wait()
 * const index = await barrier.wait(); // 0 or 1
 * ```
 *
 * @see https://docs.python.org/3/library/threading.html#barrier-objects
 */
export class Barrier {
  readonly name: string | undefined;
  readonly #program: Program;
  readonly #meeting: Rendezvous;
  readonly #action: BarrierAction | undefined;
  readonly #timeout: number;

  /** @throws {RangeError} when `parties` is not an integer of 1 or more, or the timeout negative or NaN */
  constructor(parties: number, options?: BarrierOptions) {
    const from = arrivalOf(options);
    if (from !== undefined) {
      this.name = from.data.name;
      this.#program = from.program;
      this.#meeting = new Rendezvous(from.program, from.data.at);
      const details = readDetails(from.program, from.data.at);
      this.#timeout = details.timeout;
      this.#action = details.action && new BarrierAction(details.action);
    } else {
      this.name = nameOf('Barrier', options);
      checkParties(parties);
      this.#timeout = timeoutOf(options);
      this.#action = actionOf(options);
      this.#program = programOf(this.scope);
      const at = Rendezvous.allocate(this.#program, parties);
      this.#meeting = new Rendezvous(this.#program, at);
      storeDetails(this.#program, at, { timeout: this.#timeout, action: this.#action?.address });
    }
    this.#program.adopt(this, this.#meeting.at);
  }

  /** Among whom it works. */
  get scope(): Scope {
    return 'thread';
  }

  /**
   * Waits until all parties have come; gives this one's order of arrival, from 0.
   *
   * @throws {BrokenBarrierError} when the barrier is broken, or breaks meanwhile; also by this wait's timeout
   */
  async wait(options?: WaitOptions): Promise<number> {
    const deadline = deadlineOf(this.#timeoutOf(options));
    const signal = options?.signal;
    if (signal?.aborted === true) throw signal.reason;
    const arrived = await this.#arrive(deadline, signal);
    if (!arrived.last) this.#leave(arrived, await this.#meet(arrived, deadline, signal));
    else if (this.#action === undefined) this.#meeting.leave(arrived.round);
    else {
      try {
        await this.#action.run();
      } catch (error) {
        this.#completed(arrived, false);
        throw error;
      }
      this.#leave(arrived, this.#meeting.complete(arrived.round, true));
    }
    return arrived.index;
  }

  /**
   * Blocks until all parties have come; gives this one's order of arrival, from 0.
   *
   * @throws {BrokenBarrierError} when the barrier is broken, or breaks meanwhile; also by this wait's timeout
   * @throws {BlockingNotAllowedError} where this thread may not block and others are still to come
   */
  waitSync(options?: WaitSyncOptions): number {
    const timeout = this.#timeoutOf(options);
    const deadline = deadlineOf(timeout);
    const arrived = this.#arriveSync(timeout, deadline);
    if (!arrived.last) this.#leave(arrived, this.#meetSync(arrived, timeout, deadline));
    else if (this.#action === undefined) this.#meeting.leave(arrived.round);
    else {
      try {
        this.#action.runSync();
      } catch (error) {
        this.#completed(arrived, false);
        throw error;
      }
      this.#leave(arrived, this.#meeting.complete(arrived.round, true));
    }
    return arrived.index;
  }

  /** Makes the barrier as new. Who waits at it gets BrokenBarrierError. */
  reset(): void {
    this.#meeting.reset();
  }

  /** Breaks the barrier, for who waits and for who comes, until `reset`. */
  abort(): void {
    this.#meeting.abort();
  }

  /** How many have to come. */
  get parties(): number {
    return this.#meeting.parties;
  }

  /** How many have come and wait; a snapshot. */
  get waiting(): number {
    return this.#meeting.waiting;
  }

  /** Whether it is broken; a snapshot. */
  get broken(): boolean {
    return this.#meeting.broken;
  }

  toString(): string {
    const state = this.broken ? 'broken' : `waiters=${this.waiting}/${this.parties}`;
    return `Barrier(${labelOf(this.name, this.#meeting.at)}, ${state})`;
  }

  static {
    printable(Barrier);
    travels(Barrier, (it) => {
      const { at } = it.#meeting;
      if (it.#action !== undefined && it.#action.address === undefined) {
        throw new SerializationError(
          'the barrier has a plain function as its action, which does not travel; make it a task with ' +
            'defineTasks(import.meta.url, { … })',
        );
      }
      const { generation } = it.#program.blocks.handle(at);
      return {
        type: 'Barrier',
        kind: KIND.barrier,
        scope: it.scope,
        at,
        generation,
        name: it.name,
        flags: 0,
      };
    });
  }

  /** Makes the wrapper of a barrier that another agent sent. */
  static arrive(program: Program, data: HandleData): Barrier {
    const barrier = new this(0, new Arrival(program, data) as never);
    // What cannot be loaded is told to whoever comes to run it.
    if (barrier.#action !== undefined) agent().preparing?.push(barrier.#action.load().catch(() => {}));
    return barrier;
  }

  #timeoutOf(options: WaitSyncOptions | undefined): number {
    return options?.timeout === undefined ? this.#timeout : timeoutOf(options);
  }

  async #arrive(deadline: number, signal: AbortSignal | undefined): Promise<Arrived> {
    const { waits } = this.#program;
    const attempt = (): Arrived | undefined => this.#meeting.arrive(this.#action !== undefined, true);
    const arrived = attempt();
    if (arrived !== undefined) return arrived;
    try {
      const late = await waits.wait(this, this.#meeting.at, attempt, deadline, signal);
      if (late !== undefined) return late;
    } catch (reason) {
      this.#meeting.abort();
      throw reason;
    }
    throw this.#timedOut();
  }

  #arriveSync(timeout: number, deadline: number): Arrived {
    const mayWait = this.#program.host.canBlock || timeout === 0;
    const attempt = (): Arrived | undefined => this.#meeting.arrive(this.#action !== undefined, mayWait);
    const arrived = attempt();
    if (arrived !== undefined) return arrived;
    if (!mayWait) {
      throw new BlockingNotAllowedError(
        `Cannot block: this thread may not wait for the others; use \`await ${ASYNC_FORM}\``,
      );
    }
    const late =
      timeout === 0
        ? undefined
        : waitSync(this.#program, this.#meeting.at, attempt, deadline, ASYNC_FORM, undefined, isOpen);
    if (late !== undefined) return late;
    throw this.#timedOut();
  }

  /** Waits for the others; gives how the round ended. */
  async #meet({ round }: Arrived, deadline: number, signal: AbortSignal | undefined): Promise<number> {
    const look = (): number | undefined => this.#meeting.look(round);
    try {
      const ended = await this.#program.waits.wait(this, round, look, deadline, signal);
      return ended ?? this.#meeting.giveUp(round);
    } catch (reason) {
      this.#meeting.giveUp(round);
      this.#meeting.leave(round);
      throw reason;
    }
  }

  #meetSync({ round }: Arrived, timeout: number, deadline: number): number {
    const look = (): number | undefined => this.#meeting.look(round);
    const ended = timeout === 0 ? look() : this.#sleep(round, look, deadline);
    return ended ?? this.#meeting.giveUp(round);
  }

  #sleep(round: Address, look: () => number | undefined, deadline: number): number | undefined {
    const { at } = this.#meeting;
    return waitSync(this.#program, round, look, deadline, ASYNC_FORM, undefined, undefined, undefined, at);
  }

  #completed({ round }: Arrived, well: boolean): void {
    this.#meeting.complete(round, well);
    this.#meeting.leave(round);
  }

  #leave({ round }: Arrived, outcome: number): void {
    this.#meeting.leave(round);
    if (outcome !== PASSED) throw brokenError('broke while this thread waited');
  }

  #timedOut(): Error {
    this.#meeting.abort();
    return brokenError('broke because a wait timed out while the action still ran');
  }
}

function checkParties(parties: number): void {
  if (typeof parties !== 'number') {
    throw new TypeError(`Cannot make a Barrier: parties must be a number, received ${typeof parties}`);
  }
  if (Number.isInteger(parties) && parties >= 1 && parties < 2 ** 31) return;
  throw new RangeError(
    `Cannot make a Barrier: parties must be an integer of 1 or more (and below 2³¹), received ${parties}`,
  );
}

function actionOf(options: BarrierOptions | undefined): BarrierAction | undefined {
  const action = options?.action;
  if (action === undefined || action === null) return undefined;
  if (typeof action === 'function') return new BarrierAction(action);
  throw new TypeError(
    `Cannot make a Barrier: action must be a task or a function, received ${typeof action}`,
  );
}
