/**
 * A pool's workers, as its owner has them: it starts them, calls those that are parked, sees them end, ends them.
 *
 * @module
 */

import type { Program } from '../../agent/program.ts';
import type { Address, AgentId } from '../../memory/index.ts';
import type { Carrier, Carriers } from './carrier.ts';
import { addTo } from './histogram.ts';
import { layLane } from './lane.ts';
import { BROKEN, BUCKETS, LANE, LANE_WORDS, RETIRED, STARTING } from './layout.ts';
import type { PoolMemory } from './memory.ts';
import { callOne, callSomebody, keepUp } from './park.ts';
import { takerOf } from './place-state.ts';
import type { Initializer, PoolSettings } from './settings.ts';
import type { Aside } from './aside.ts';

/** One worker. */
export class Worker {
  readonly lane: Address;
  readonly carrier: Carrier;
  /** What was sent to it by message and was not taken when that was last looked at. */
  readonly sent: Set<number> = new Set();
  /** It was told to end, from outside. */
  killed = false;
  /** It has died of itself, with work to do or without. */
  lost = false;

  constructor(lane: Address, carrier: Carrier) {
    this.lane = lane;
    this.carrier = carrier;
  }

  get id(): AgentId {
    return this.carrier.id;
  }
}

/** What becomes of workers. */
export interface CrewEvents {
  /** Whether results of a worker that runs no more are still on their way by message. */
  owes(worker: Worker): boolean;
  /** It certainly runs no more. Gives how many tasks it had in its hands that it had not counted as over. */
  died(worker: Worker): number;
  /** Its initialiser failed. */
  broke(worker: Worker): void;
  received(aside: Aside): void;
}

export class Crew {
  readonly #program: Program;
  readonly #carriers: Carriers;
  readonly #memory: PoolMemory;
  readonly #name: string;
  readonly #initializer: Initializer | undefined;
  readonly #events: CrewEvents;
  readonly max: number;
  readonly #mostTasks: number;
  /** Those that may take tasks, and those that were ended and may run on for a while. */
  readonly workers: Worker[] = [];
  readonly #leaving: Worker[] = [];
  /** Who runs nothing any more, while the system has yet to say that they have ended. */
  readonly #ending: Set<Carrier> = new Set();
  /** The lanes of dead workers, to be used again. */
  readonly #lanes: Address[] = [];
  /** What dead workers had counted. */
  #taken = 0;
  #finished = 0;
  readonly #waits: Float64Array = new Float64Array(BUCKETS);
  readonly #runs: Float64Array = new Float64Array(BUCKETS);
  started = 0;

  constructor(
    carriers: Carriers,
    memory: PoolMemory,
    { maxWorkers, mostTasks, name, initializer }: PoolSettings,
    events: CrewEvents,
  ) {
    this.#program = memory.program;
    this.#carriers = carriers;
    this.#memory = memory;
    this.max = maxWorkers;
    this.#mostTasks = mostTasks || Infinity;
    this.#name = name;
    this.#initializer = initializer;
    this.#events = events;
  }

  /** Starts a worker. Completes without this agent's event loop. */
  start(): void {
    const program = this.#program;
    const { words, blocks } = program;
    const lane = this.#lanes.pop() ?? layLane(program, this.#memory.at);
    words.store(lane + LANE.live, 1);
    try {
      const carrier = this.#carriers.start({
        name: `${this.#name}_${this.started}`,
        memory: this.#memory,
        lane,
        initializer: this.#initializer,
        received: (aside) => this.#events.received(aside),
      });
      this.workers.push(new Worker(lane, carrier));
      this.started += 1;
    } catch (error) {
      blocks.meet(lane);
      words.store(lane + LANE.live, 0);
      this.#lanes.push(lane);
      throw error;
    }
  }

  /** How many workers have not ended: of an end is known before it is certain that nothing runs there any more. */
  get alive(): number {
    return this.workers.filter(({ carrier }) => carrier.isAlive).length;
  }

  /** Tasks that were ever taken, and that are over. */
  get counts(): { readonly taken: number; readonly finished: number } {
    const { words } = this.#program;
    let [taken, finished] = [this.#taken, this.#finished];
    for (const { lane } of [...this.workers, ...this.#leaving]) {
      finished += words.load(lane + LANE.finished);
      taken += words.load(lane + LANE.taken);
    }
    return { taken, finished };
  }

  histograms(): { readonly waits: Float64Array; readonly runs: Float64Array } {
    const [waits, runs] = [this.#waits.slice(), this.#runs.slice()];
    for (const worker of [...this.workers, ...this.#leaving]) this.#count(worker, waits, runs);
    return { waits, runs };
  }

  #count({ lane }: Worker, waits: Float64Array, runs: Float64Array): void {
    addTo(waits, this.#program.words, lane + LANE.waits);
    addTo(runs, this.#program.words, lane + LANE.runs);
  }

  /** Calls parked workers to look for work, for so many calls. */
  call(calls: number): void {
    if (callSomebody(this.#program, this.workers, calls)) this.mend();
  }

  /** Whether what was just put needs nobody to be called for it. */
  keepsUp(): boolean {
    return keepUp(this.#program, this.workers);
  }

  /** What the last calls took, of the fastest worker, in milliseconds. */
  get pace(): number {
    const { ints } = this.#program.words;
    let pace = Infinity;
    for (const { lane } of this.workers) pace = Math.min(pace, ints[lane + LANE.pace] as number);
    return pace / 1000;
  }

  callAll(): void {
    for (const worker of this.workers) {
      callOne(this.#program, worker);
      // Also what is not parked but waits for its event loop.
      this.#program.bells.ring(worker.id);
    }
  }

  /** What was sent to a worker is over, or was taken back. */
  forgetSent(number: number): void {
    for (const { sent } of this.workers) if (sent.size > 0) sent.delete(number);
    for (const { sent } of this.#leaving) if (sent.size > 0) sent.delete(number);
  }

  /** The worker that has a place in its hands. */
  takerOf(place: Address): Worker | undefined {
    const id = takerOf(this.#program.words, place);
    return id === 0 ? undefined : this.workerOf(id);
  }

  workerOf(id: AgentId): Worker | undefined {
    return (
      this.workers.find((worker) => worker.id === id) ?? this.#leaving.find((worker) => worker.id === id)
    );
  }

  /** Lets go of those that have ended, and says so; whoever is told may come here again. */
  mend(): void {
    const { words } = this.#program;
    const owing = new Set<Worker>();
    for (;;) {
      const dead = this.#findDead(owing);
      if (dead === undefined) break;
      if (words.exchange(dead.lane + LANE.live, 0) !== 0) dead.lost = true;
      // What that settles may call code that comes here too.
      if (this.#events.owes(dead)) {
        owing.add(dead);
        this.#leave(dead);
      } else if (this.#remove(dead)) this.#bury(dead);
    }
    for (let index = 0; index < this.workers.length;) {
      const worker = this.workers[index] as Worker;
      const state = words.load(worker.lane + LANE.state);
      if (state === RETIRED || this.#isSpent(worker)) this.#leave(worker);
      else index += 1;
      if (state === BROKEN) this.#events.broke(worker);
    }
  }

  /** Whether it is about to retire, because it has done as many tasks as it may. */
  #isSpent({ lane }: Worker): boolean {
    const { words } = this.#program;
    const taken = words.load(lane + LANE.taken);
    return taken >= this.#mostTasks && taken === words.load(lane + LANE.finished);
  }

  #findDead(except: ReadonlySet<Worker>): Worker | undefined {
    const isDead = (worker: Worker): boolean => worker.carrier.isGone && !except.has(worker);
    return this.workers.find(isDead) ?? this.#leaving.find(isDead);
  }

  /** False when it was not there any more. */
  #remove(worker: Worker): boolean {
    for (const crew of [this.workers, this.#leaving]) {
      const index = crew.indexOf(worker);
      if (index >= 0) crew.splice(index, 1);
      if (index >= 0) return true;
    }
    return false;
  }

  #leave(worker: Worker): void {
    const index = this.workers.indexOf(worker);
    if (index < 0) return;
    this.workers.splice(index, 1);
    this.#leaving.push(worker);
  }

  #bury(worker: Worker): void {
    const { words, blocks } = this.#program;
    const { lane, carrier } = worker;
    for (const one of this.#ending) if (one.hasEnded) this.#ending.delete(one);
    if (!carrier.hasEnded) this.#ending.add(carrier);
    carrier.line?.endpoint.close();
    this.#count(worker, this.#waits, this.#runs);
    // What it had in its hands is over too; it may have died before it counted what it had just taken.
    const taken = words.load(lane + LANE.taken);
    this.#settle(taken);
    this.#settle(words.load(lane + LANE.finished) + this.#events.died(worker) - taken);
    const error = words.load(lane + LANE.error);
    if (error !== 0) {
      blocks.meet(error);
      blocks.free(error);
    }
    const next = words.load(lane + LANE.next);
    words.bytes(lane, LANE_WORDS * 4).fill(0);
    words.store(lane + LANE.next, next);
    this.#lanes.push(lane);
  }

  #settle(tasks: number): void {
    this.#taken += tasks;
    this.#finished += tasks;
  }

  /** Ends a worker from outside, whatever it is doing; another may take its place at once. */
  kill(worker: Worker, politely = false): void {
    if (worker.killed) return;
    const { words } = this.#program;
    worker.killed = true;
    words.store(worker.lane + LANE.quit, 1);
    words.store(worker.lane + LANE.live, 0);
    this.#leave(worker);
    worker.carrier.end(politely);
  }

  /** Ends them all. */
  killAll(politely = false): void {
    for (const worker of [...this.workers, ...this.#leaving]) this.kill(worker, politely);
  }

  /** Whether a worker ended before it could serve. */
  neverServed({ lane }: Worker): boolean {
    return this.#program.words.load(lane + LANE.state) === STARTING;
  }

  /** Whether somebody is up. */
  get serves(): boolean {
    return this.workers.some((worker) => !this.neverServed(worker));
  }

  /** What can be waited for: not those that were killed, where it is the runtime's affair how long one runs on. */
  get carriers(): Carrier[] {
    const { mortal } = this.#carriers;
    const here = [...this.workers, ...this.#leaving].filter(({ killed }) => mortal || !killed);
    return [...here.map(({ carrier }) => carrier), ...[...this.#ending].filter(({ hasEnded }) => !hasEnded)];
  }
}
