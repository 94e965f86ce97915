/**
 * Keeps a few workers ready for threads to take: up, with this library's modules loaded, and asleep.
 *
 * Nothing is made before the first thread has been started. From then on there are as many as were started within
 * about the last second, at least one and at most MOST. They are made one at a time, when no thread is coming up,
 * so that a start never waits for the stock. A worker that was taken adds to TAKEN, which is waited for here as
 * anybody waits for anything.
 *
 * @module
 */

import { wakeAll } from '../agent/wait-point.ts';
import { claimSlot, HEADER, inStock, type AgentId } from '../memory/index.ts';
import type { Program } from '../agent/program.ts';
import { Demand } from './demand.ts';

/** A worker costs some megabytes; whoever starts more threads at once wants a pool. */
const MOST = 8;
/** A thread that was just started comes first, in milliseconds. */
const SETTLE_MS = 40;

export class Stock {
  readonly #program: Program;
  readonly #make: (id: AgentId) => void;
  /** Whether threads are coming up, which have priority. */
  readonly #busy: () => boolean;
  /** Made, or being made, and not known to be taken. */
  readonly #workers: Set<AgentId> = new Set();
  /** The one that is not up yet. */
  #coming: AgentId = 0;
  readonly #demand: Demand;
  #seen = 0;
  #watching = false;
  #filling = false;

  constructor(program: Program, make: (id: AgentId) => void, busy: () => boolean) {
    this.#program = program;
    this.#make = make;
    this.#busy = busy;
    this.#demand = new Demand(() => program.host.now());
  }

  /** Threads were started. */
  count(started: number): void {
    this.#demand.count(started);
    this.fill();
    if (!this.#watching) void this.#watch();
  }

  /** Makes what is missing, a little later. */
  fill(): void {
    if (this.#filling) return;
    this.#filling = true;
    setTimeout(() => {
      this.#filling = false;
      this.#fillNow();
    }, SETTLE_MS);
  }

  /** A worker is up, or will never be. */
  settled(id: AgentId): void {
    if (id !== this.#coming) return;
    this.#coming = 0;
    this.fill();
  }

  /** A worker could not be made, or is dead; where it never came up, another is not made before the next start. */
  lost(id: AgentId): void {
    if (!this.#workers.delete(id)) return;
    if (id === this.#coming) this.#coming = 0;
    else this.fill();
  }

  #fillNow(): void {
    const { words, host } = this.#program;
    for (const id of this.#workers) if (id !== this.#coming && !inStock(words, id)) this.#workers.delete(id);
    const wanted = Math.min(Math.max(1, Math.round(this.#demand.recent)), host.parallelism(), MOST);
    if (this.#coming !== 0 || this.#workers.size >= wanted) return;
    if (this.#busy()) return this.fill();
    let id: AgentId;
    try {
      id = claimSlot(words);
    } catch {
      // Every slot is a thread's: there is no room for a stock.
      return;
    }
    this.#coming = id;
    this.#workers.add(id);
    this.#make(id);
  }

  async #watch(): Promise<void> {
    const { waits } = this.#program;
    this.#watching = true;
    for (;;) {
      await waits.wait(this, HEADER.taken, () => this.#taken() !== this.#seen || undefined, Infinity);
      const taken = this.#taken();
      const started = taken - this.#seen;
      this.#seen = taken;
      this.count(started);
    }
  }

  #taken(): number {
    return this.#program.words.load(HEADER.taken);
  }
}

/** Said by a worker that was taken, not by its taker, who has other things to do. */
export function countTaken(program: Program): void {
  program.words.add(HEADER.taken, 1);
  wakeAll(program, HEADER.taken);
}
