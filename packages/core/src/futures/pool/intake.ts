/**
 * When a pool's owner looks for results.
 *
 * It looks in three ways. After a submission, once the code that submitted is done, and there for some microseconds
 * when so little is under way that a result may come at once. After that, as long as every look finds something, once
 * each turn of the event loop. When a look finds nothing it says LISTENING (done.ts), and a worker's ring wakes it. So
 * a caller that awaits one task after another pays no wake-up, one with a thousand under way pays one for many, and the
 * event loop has its turn after each SLICE_MS in any case.
 *
 * While tasks are under way the owner's wait keeps the program, or its thread, alive; an idle pool does not.
 *
 * @module
 */

import { currentProgram, type Program } from '../../agent/program.ts';
import { Hope } from '../../agent/hope.ts';
import { agent } from '../../agent/state.ts';
import type { Address } from '../../memory/index.ts';
import { pumpsOf, type Pump } from '../pumps.ts';
import { POOL } from './layout.ts';

const SLICE_MS = 2;
/** How long to look for a result, beyond what a call takes. */
const HOPE_MS = 0.05;
/** Less than it takes to sleep and be woken. */
const DUE_MS = 0.1;

/** How many calls are settled before the code that waits for them runs. */
const AT_ONCE = 64;
/** After how many steps of the microtask queue an `await` of a future goes on. */
const STEPS = 4;

export interface IntakeEvents {
  /** Takes in what is done, and settles up to so many calls; gives how many it settled. */
  drain(most: number): number;
  /** Whether it has taken in more than it has settled. */
  isBehind(): boolean;
  /** How long a call takes, in milliseconds: what the last ones took. */
  pace(): number;
  /** Whether calls wait here, because each worker has been sent what it may have in hand: so results are due. */
  holds(): boolean;
  /** Sees to the workers: some may have ended, or have said something. */
  tend(): void;
}

export class Intake implements Pump {
  readonly program: Program;
  readonly #pool: Address;
  readonly #events: IntakeEvents;
  readonly #hope: Hope;
  readonly #processors: number;
  /** Calls that are not settled. */
  #outstanding = 0;
  #waiting = false;
  /** A look will follow the code that runs now. */
  #polling = false;
  /** When this turn of the event loop began; 0 when that does not matter. */
  #turn = 0;
  #lookAgain = false;
  /** When a look last found something. */
  #progress = 0;
  #whenIdle: (() => void)[] = [];

  constructor(program: Program, pool: Address, events: IntakeEvents) {
    this.program = program;
    this.#pool = pool;
    this.#events = events;
    this.#processors = program.host.parallelism();
    this.#hope = new Hope(() => program.host.now(), HOPE_MS);
  }

  get outstanding(): number {
    return this.#outstanding;
  }

  /** A call was submitted. */
  expect(): void {
    this.#outstanding += 1;
    if (this.#polling) return;
    if (!this.#waiting) this.#wait();
    this.#polling = true;
    this.program.words.store(this.#pool + POOL.listening, 0);
    queueMicrotask(this.#poll);
  }

  /** A call is settled. */
  settled(): void {
    this.#outstanding -= 1;
    if (this.#outstanding > 0) return;
    for (const resolve of this.#whenIdle.splice(0)) resolve();
    if (this.#turn === 0 && this.#waiting) queueMicrotask(() => this.#rest());
  }

  /** Resolves when no call is under way. */
  async idle(): Promise<void> {
    while (this.#outstanding > 0) await new Promise<void>((resolve) => this.#whenIdle.push(resolve));
  }

  readonly #poll = (): void => {
    this.#polling = false;
    const { host, words } = this.program;
    if (this.#turn === 0) {
      this.#turn = host.now();
      host.nextTurn(this.#nextTurn);
    } else if (host.now() - this.#turn > SLICE_MS) {
      this.#lookAgain = true;
      return;
    }
    if (words.load(this.#pool + POOL.done) === 0) this.#look();
    if (this.#drain() > 0) this.#lookAgain = true;
    else this.#listen();
  };

  readonly #nextTurn = (): void => {
    const { host } = this.program;
    this.#turn = 0;
    const again = this.#lookAgain;
    this.#lookAgain = false;
    if (this.#outstanding === 0) return this.#rest();
    if (!again || this.#polling) return;
    if (this.#drain() > 0 || this.#isDue()) {
      this.#turn = host.now();
      this.#lookAgain = true;
      host.nextTurn(this.#nextTurn);
    } else this.#listen();
  };

  /**
   * Settles some calls, then lets the code that waited for them run, which may submit more: so the workers have
   * something to do while the others are settled.
   */
  #drain(): number {
    const count = this.#events.drain(AT_ONCE);
    if (count > 0) this.#progress = this.program.host.now();
    if (this.#events.isBehind() && !this.#polling) {
      this.#polling = true;
      this.#afterSteps(STEPS);
    }
    return count;
  }

  #afterSteps(steps: number): void {
    queueMicrotask(steps === 0 ? this.#poll : () => this.#afterSteps(steps - 1));
  }

  /** Whether the next result comes so soon that there is no sense in sleeping. */
  #isDue(): boolean {
    return this.program.host.now() - this.#progress < DUE_MS && this.#events.pace() < DUE_MS;
  }

  /** Looks for a result, where there is a processor for that. */
  #look(): boolean {
    if (this.#outstanding >= this.#processors && !this.#events.holds()) return false;
    return this.#hope.fulfilled(this.program.words, this.#pool + POOL.done, 0, this.#events.pace());
  }

  look(): void {
    this.#listen(Infinity);
  }

  #listen(most?: number): void {
    // Said before the look.
    this.program.words.store(this.#pool + POOL.listening, 1);
    if (most === undefined) this.#drain();
    else this.#events.drain(most);
    this.#events.tend();
  }

  /** Looks for results for as long as that is likely to pay; true when there were any. */
  spin(): boolean {
    return this.#look() && this.#events.drain(Infinity) > 0;
  }

  #wait(): void {
    const program = this.program;
    const home = currentProgram();
    this.#waiting = true;
    pumpsOf(home).add(this);
    const attempt = (): true | undefined => {
      this.#listen();
      // A pool that is used all the time does not begin a wait for each call.
      return this.#outstanding === 0 && this.#turn === 0 ? true : undefined;
    };
    const over = program.waits.wait(this, this.#pool, attempt, Infinity).then(() => {
      this.#waiting = false;
      if (this.#outstanding > 0) this.#wait();
      else pumpsOf(home).delete(this);
    });
    if (agent().role !== 'thread') return;
    // A thread lives on for it, as a thread of Python's pool does for a program.
    home.calls.add(over);
    void over.then(() => home.calls.delete(over));
  }

  /** Nothing is under way, and nothing was submitted in this turn. */
  #rest(): void {
    this.program.waits.serve(this.#pool);
  }
}
