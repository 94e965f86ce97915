/**
 * A pool's worker: it takes tasks, runs them, and leaves their results.
 *
 * It goes through four states. BUSY: it takes one task after another, and lets its event loop have a turn after each
 * slice of time, so that timers and the tasks that await get theirs. Then it looks for a while (Spin), then it is
 * PARKED: asleep with a running event loop, until it is rung. The owner moves it to CALLED before it rings.
 *
 * Why no task is left lying: a worker says PARKED before its last look for work, and the owner looks for PARKED
 * workers after it has put a task (park.ts). One of the two sees the other. A worker that is called takes what
 * there is, and looks again before it parks; if another was faster, nothing is lost. What a worker whose own tasks await
 * leaves to others is in leaving.ts.
 *
 * @module
 */

import type { Program } from '../../agent/program.ts';
import { gone, type Address } from '../../memory/index.ts';
import { Hope } from '../../agent/hope.ts';
import { ringOwner } from './done.ts';
import { isBroken, lookers } from './lane.ts';
import { BUSY, LANE, LEVEL, LEVEL_WORDS, LOOKING, PLACE, POOL, RETIRED } from './layout.ts';
import { leaves } from './leaving.ts';
import { Letters } from './letters.ts';
import { lengthOf, takePlace, type Seen } from './level.ts';
import type { PoolMemory } from './memory.ts';
import { isDismissed, park, retire } from './park.ts';
import { tryTake } from './place-state.ts';
import { Runner } from './runner.ts';

/** How long tasks run one after another before the event loop has a turn, in milliseconds. */
const SLICE_MS = 2;
/** Longer gaps between tasks count as this. */
const MOST_GAP_MS = 0.4;
/** How long to look for tasks that are expected, beyond when they are: of an owner that sleeps, and of one that runs. */
const HOPE_MS = 0.05;
const HIGH_HOPE_MS = 0.4;

export class PoolWorker {
  readonly #program: Program;
  readonly #memory: PoolMemory;
  readonly #pool: Address;
  readonly #lane: Address;
  readonly #letters: Letters;
  readonly #runner: Runner;
  readonly #hope: Hope;
  readonly #highHope: Hope;
  /** How long it usually is until the next task is put, in milliseconds: a fading mean. */
  #gap = 0;
  /** When there was nothing to do; 0 while there is. */
  #idleSince = 0;
  /** When the event loop had its last turn. */
  #turn = 0;
  readonly #processors: number;
  readonly #mostTasks: number;
  readonly #seen: Seen = { level: 0, tail: 0 };

  constructor(memory: PoolMemory, lane: Address, port: object | undefined) {
    const { program } = memory;
    this.#program = program;
    this.#memory = memory;
    this.#pool = memory.at;
    this.#lane = lane;
    this.#processors = program.host.parallelism();
    this.#hope = new Hope(() => program.host.now(), HOPE_MS);
    this.#highHope = new Hope(() => program.host.now(), HIGH_HOPE_MS);
    program.blocks.meet(lane);
    program.words.store(lane + LANE.worker, program.me);
    this.#mostTasks = program.words.load(this.#pool + POOL.mostTasks) || Infinity;
    const wake = (): void => program.waits.serve(lane);
    this.#letters = new Letters(program, lane, port, wake);
    this.#runner = new Runner(program, memory.at, lane, this.#letters.line, wake);
  }

  /** Until the pool is stopped and nothing is left to do, or this worker was idle for too long. */
  async serve(): Promise<void> {
    const { words, host } = this.#program;
    words.store(this.#lane + LANE.state, BUSY);
    this.#newTurn();
    const burst = (): boolean => this.#burst();
    for (;;) {
      if (words.load(this.#lane + LANE.aborts) !== 0) {
        words.store(this.#lane + LANE.aborts, 0);
        this.#runner.abort();
      }
      if (host.taskFlows === undefined ? burst() : host.taskFlows.run(this.#runner.frame, burst)) {
        if (this.#runner.now - this.#turn > SLICE_MS) await this.#letOthers();
        continue;
      }
      if (this.#isOver()) break;
      if (this.#idleSince === 0) this.#idleSince = this.#runner.now;
      if (this.#look()) continue;
      if (!(await this.#park())) break;
      this.#newTurn();
    }
    this.#leave();
  }

  /** Nothing is taken any more. */
  #leave(): void {
    const program = this.#program;
    program.words.store(this.#lane + LANE.live, 0);
    this.#letters.line?.close();
    if (!this.#isSpent()) return;
    // The owner starts another in its place.
    program.words.store(this.#lane + LANE.state, RETIRED);
    ringOwner(program, this.#pool);
  }

  /**
   * Runs tasks until there are none, their slice of time is over, or one awaits; false when there was none. They share
   * a flow: one that awaits keeps it, and the next burst has another.
   */
  #burst(): boolean {
    const { frame } = this.#runner;
    let any = false;
    while (this.#take()) {
      any = true;
      if (frame !== this.#runner.frame || this.#runner.now - this.#turn > SLICE_MS) break;
    }
    return any;
  }

  /** Takes one task and runs it; false when there is none to take. */
  #take(): boolean {
    const { words } = this.#program;
    if (words.ints[this.#lane + LANE.quit] !== 0) return false;
    if (this.#runner.runLoaded()) return true;
    if (this.#runner.loading) return false;
    if (this.#isSpent()) return false;
    const sent = this.#letters.take();
    if (sent !== undefined) {
      const { place, state, aside } = sent;
      words.reach(place + PLACE.bytes);
      // Counted before: who looks between the two must not find a worker that has nothing.
      words.add(this.#lane + LANE.taken, 1);
      if (tryTake(words, place, state, this.#program.me)) this.#begin(place, aside);
      else words.sub(this.#lane + LANE.taken, 1);
      return true;
    }
    if (this.#leaves(this.#runner.pending)) return false;
    const levels = words.ints[this.#pool + POOL.levels] as number;
    for (let level = 0; level < levels; level += 1) {
      const at = words.ints[this.#pool + POOL.order + level] as number;
      words.reach(at + LEVEL_WORDS);
      const place = takePlace(this.#program, at, this.#program.me, this.#seen);
      if (place === 0) continue;
      words.add(this.#lane + LANE.taken, 1);
      this.#tellOfLetters();
      this.#begin(place, undefined);
      return true;
    }
    return false;
  }

  /**
   * What is on its way to this worker is now behind another call, which may wait for it, and somebody else may have nothing
   * to do. Counted as taken before: the owner counts a letter and then looks how much its receiver has in hand.
   */
  #tellOfLetters(): void {
    if (this.#letters.areDue) ringOwner(this.#program, this.#pool);
  }

  #begin(place: Address, aside: readonly object[] | undefined): void {
    if (this.#idleSince !== 0) {
      // By when it was put, not by when it was found, which would count the sleep.
      const gap = Math.max(0, this.#runner.since(place) - this.#idleSince);
      this.#gap = this.#gap * 0.75 + Math.min(gap, MOST_GAP_MS) * 0.25;
      this.#idleSince = 0;
    }
    this.#runner.begin(place, aside);
  }

  /** The event loop has had its turn. */
  #newTurn(): void {
    this.#turn = this.#runner.now = this.#program.host.now();
  }

  async #letOthers(): Promise<void> {
    const { host } = this.#program;
    await new Promise<void>((resolve) => host.nextTurn(resolve));
    this.#newTurn();
  }

  #isOver(): boolean {
    const { words } = this.#program;
    if (gone(words, words.load(this.#pool + POOL.owner))) return true;
    if (words.load(this.#lane + LANE.quit) !== 0 || isBroken(this.#program, this.#pool)) return true;
    if (this.#isSpent() && this.#runner.pending === 0 && !this.#runner.hasLoaded) return true;
    const dismissed = isDismissed(this.#program, this.#pool, this.#lane, this.#letters.received);
    return dismissed && this.#runner.pending === 0 && !this.#hasWork();
  }

  /** Whether it has taken as many tasks as it may. */
  #isSpent(): boolean {
    return (this.#program.words.ints[this.#lane + LANE.taken] as number) >= this.#mostTasks;
  }

  #hasWork(): boolean {
    if (this.#runner.hasLoaded) return true;
    if (this.#runner.loading || this.#isSpent()) return false;
    if (this.#letters.any()) return true;
    const waiting = this.#waiting();
    return waiting > 0 && !leaves(this.#program, this.#pool, this.#runner.pending, waiting);
  }

  /** How many tasks are there for whoever comes first. */
  #waiting(): number {
    const { words } = this.#program;
    const levels = words.load(this.#pool + POOL.levels);
    let waiting = 0;
    for (let level = 0; level < levels; level += 1) {
      const at = words.load(this.#pool + POOL.order + level);
      words.reach(at + LEVEL_WORDS);
      waiting += lengthOf(words, at);
    }
    return waiting;
  }

  /** Whether it takes none of what waits, because its own tasks await and others have nothing to do. */
  #leaves(pending: number): boolean {
    return pending > 0 && leaves(this.#program, this.#pool, pending, this.#waiting());
  }

  /** Looks for work for a while, where a processor is free for it; true when something was put. */
  #look(): boolean {
    const { words, host } = this.#program;
    if (lookers(this.#program, this.#pool) >= this.#processors - 1) return false;
    words.store(this.#lane + LANE.state, LOOKING);
    try {
      const puts = this.#puts();
      const seen = words.load(puts);
      const letters = words.load(this.#lane + LANE.letters);
      if (this.#hasWork()) return true;
      if (this.#letters.areDue) return this.#letters.await();
      // An owner that takes in results may put more at any time.
      const hope = words.load(this.#pool + POOL.listening) === 0 ? this.#highHope : this.#hope;
      if (!hope.fulfilled(words, puts, seen, this.#gap, this.#lane + LANE.letters, letters)) return false;
      this.#runner.now = host.now();
      return true;
    } finally {
      words.store(this.#lane + LANE.state, BUSY);
    }
  }

  /** A word that changes with every task that is put, but for the first ones of a new level. */
  #puts(): Address {
    const { words } = this.#program;
    if (words.load(this.#pool + POOL.levels) > 1) return this.#pool + POOL.puts;
    const level = words.load(this.#pool + POOL.order);
    words.reach(level + LEVEL_WORDS);
    return level + LEVEL.tail;
  }

  /** Sleeps until there is something to do; false when it was idle for too long, and is to end. */
  async #park(): Promise<boolean> {
    const program = this.#program;
    const [pool, lane] = [this.#pool, this.#lane];
    const idle = program.words.load(pool + POOL.idleTimeout);
    const deadline = idle === 0 ? Infinity : program.host.now() + idle;
    if (await park(program, this.#memory, lane, this.#hasAny, deadline)) return true;
    if (this.#runner.pending === 0) return !retire(program, pool, lane, this.#letters.received);
    program.words.store(lane + LANE.state, BUSY);
    return true;
  }

  readonly #hasAny = (): boolean =>
    this.#hasWork() || this.#isOver() || this.#program.words.load(this.#lane + LANE.aborts) !== 0;
}
