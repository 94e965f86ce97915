/**
 * A storm: processes of several runtimes that share everything that processes can share, while some of them are killed
 * at any moment and replaced.
 *
 * Now and then there is a lull, in which all rest: then everything must be as it was promised, but for what the dead
 * had in their hands. Each wake-up is given once at its beginning; whoever does not come to rest was not woken.
 *
 * @module
 */

import { processProgram } from '../../agent/scope.ts';
import { Empty, Full } from '../../errors.ts';
import { agents, gone, HEADER } from '../../memory/index.ts';
import { Process, type Runtime } from '../../multiprocessing/index.ts';
import { seededRandom } from '../../scenario/random.ts';
import { sleep } from '../board.ts';
import { CheckError } from '../check.ts';
import { killProcess } from '../runtime.ts';
import { drawFate, type Fate, type Kill } from './doom.ts';
import { BOUND, Flow } from './flow.ts';
import { makeGear, PERMITS, QUEUED, type Gear } from './gear.ts';
import { inspectLull } from './inspect-lull.ts';
import { giveItemNow, noteItem } from './items.ts';
import { live } from './live.ts';
import { anyStep } from './steps.ts';
import {
  EXCLUSIVE,
  FLOWS,
  LULL,
  OWN_PLACE,
  PLACES,
  RAIN,
  STOP,
  StormBoard,
  type Doing,
  type Resource,
} from './storm-board.ts';
import { takenOver, tallied, type StormReport } from './storm-report.ts';
import { stormProcessTasks } from './storm.tasks.ts';

/** Between two lulls, in milliseconds. */
const RAIN_MS = 1500;
/** Less would show nothing. */
const LEAST_HOLDERS = 4;
/** How much longer than it should a storm may take to show what it has to. */
const PATIENCE_MS = 90_000;

type Counts<K extends string> = Partial<Record<K, number>>;

export class Storm {
  readonly board: StormBoard = new StormBoard();
  readonly #gear: Gear = makeGear(this.board.at);
  readonly #seed: number;
  readonly #runtimes: readonly Runtime[];
  readonly #present: Map<number, Process> = new Map();
  readonly #killed: Counts<Doing> = {};
  readonly #holders: Counts<Resource> = {};
  readonly #ends: Counts<Runtime> = {};
  readonly #troubles: string[] = [];
  readonly #began: number = performance.now();
  #processes = 0;
  #lulls = 0;
  #words = 0;
  /** Permits that a dead process may have had without a word of it. */
  #unsure = 0;
  /** The dead that may have had an item in their hands: since the last lull, and ever. */
  #inHand = 0;
  #deadAtQueue = 0;

  constructor(seed: number, runtimes: readonly Runtime[]) {
    this.#seed = seed;
    this.#runtimes = runtimes;
  }

  /** Rains for so long, and on until enough was seen. */
  async run(ms: number): Promise<StormReport> {
    const places = Array.from({ length: PLACES }, (_, place) => this.#keep(place));
    const flow = new Flow(this.#gear, this.board, OWN_PLACE, 0, false, seededRandom(this.#seed), undefined);
    const all = Promise.all([...places, live(flow, 0, anyStep), this.#signal()]);
    for (let rains = true; rains && this.#troubles.length === 0;) {
      await Promise.race([sleep(RAIN_MS), all]);
      await this.#lull();
      const passed = performance.now() - this.#began;
      const missing = this.#unseen();
      rains = passed < ms || missing !== undefined;
      if (rains && passed > ms + PATIENCE_MS) this.#troubles.push(`it was never seen that ${missing}`);
      this.board.write('phase', rains ? RAIN : STOP);
    }
    this.board.write('phase', STOP);
    await this.#within(all, 'all processes have ended');
    this.#seeSlots();
    return this.#report();
  }

  /** Keeps somebody at a place, until the storm is over. */
  async #keep(place: number): Promise<void> {
    const next = seededRandom((this.#seed + place * 0x9e37_79b1) >>> 0);
    while (this.board.read('phase') !== STOP) {
      if (this.board.read('phase') === RAIN) await this.#live(place, drawFate(place, this.#runtimes, next));
      else await sleep(2);
    }
  }

  /** Whoever waits for the event would keep others from coming to set it. */
  async #signal(): Promise<void> {
    while (this.board.read('phase') !== STOP) {
      if (this.board.read('phase') === RAIN) this.#gear.event.set();
      await sleep(10);
    }
  }

  async #live(place: number, { runtime, startMethod, life, kill }: Fate): Promise<void> {
    this.board.clear(place);
    this.#processes += 1;
    const process = new Process(stormProcessTasks.weather, {
      args: [this.#gear, life],
      name: `${runtime} ${this.#processes}`,
      runtime,
      startMethod,
    }).start() as unknown as Process;
    this.#present.set(place, process);
    const ended = process.join();
    if (kill !== undefined) await Promise.race([ended, this.#strike(process, place, kill)]);
    await ended;
    this.#bury(place, runtime, process);
  }

  async #strike(process: Process, place: number, { early, afterMs, when }: Kill): Promise<void> {
    const doing = (what: Doing): boolean => this.board.doings(place).some((flow) => flow.doing === what);
    while (!early && process.isAlive && this.board.doings(place)[0]?.doing === 'starting') await sleep(3);
    await sleep(afterMs);
    for (let tries = 0; when !== undefined && process.isAlive && !doing(when) && tries < 500; tries += 1) {
      await sleep(1);
    }
    const { pid } = process;
    if (pid !== undefined && process.isAlive) killProcess(pid);
  }

  /** What it did when it died tells its word; what it had of the permits is given back for it. */
  #bury(place: number, runtime: Runtime, process: Process): void {
    const { board } = this;
    const { exitCode, name } = process;
    const doings = board.doings(place);
    for (let flow = 0; flow < FLOWS; flow += 1) {
      const { doing, resource } = doings[flow] as (typeof doings)[number];
      if (board.haveNot(place * FLOWS + flow)) this.#gear.permits.release();
      else if (resource === 'semaphore' && doing !== 'resting') this.#unsure += 1;
      if (resource === 'queue' && (doing === 'blocked' || doing === 'awaiting')) this.#inHand += 1;
    }
    this.#present.delete(place);
    if (exitCode === 0) return;
    if (exitCode !== -9) this.#troubles.push(`${name} ended with ${exitCode}`);
    count(this.#ends, runtime);
    const held = doings.find(({ doing }) => doing === 'holding');
    count(this.#killed, held?.doing ?? (doings[0] as (typeof doings)[number]).doing);
    for (const { doing, resource } of doings) if (doing === 'holding') count(this.#holders, resource);
  }

  async #lull(): Promise<void> {
    const { board } = this;
    const { changed, event, barrier, permits } = this.#gear;
    board.write('phase', LULL);
    await this.#within(
      changed.run(() => this.#notifyAll()),
      'the lock of the condition is had',
    );
    event.set();
    await this.#until(() => {
      // Who comes to it late finds it broken too.
      barrier.abort();
      this.#seeToQueue();
      return this.#restless.length === 0;
    }, 'all rest');
    if (this.#troubles.length > 0) return;
    const lost = PERMITS - permits.value;
    if (lost < 0 || lost > this.#unsure)
      this.#troubles.push(`${lost} permits are lost, and ${this.#unsure} may be`);
    else if (lost > 0) permits.release(lost);
    this.#unsure = 0;
    this.#troubles.push(...(await inspectLull(this.#gear, board, this.#inHand)));
    this.#deadAtQueue += this.#inHand;
    this.#inHand = 0;
    event.clear();
    barrier.reset();
    this.#lulls += 1;
    if (this.#lulls === 1) this.#words = processProgram().words.load(HEADER.bump);
  }

  /** Told of a death, it says so like anybody else: the next to come is not told any more. */
  #notifyAll(): void {
    const { changed } = this.#gear;
    const flow = new Flow(this.#gear, this.board, OWN_PLACE, 1, false, () => 1, undefined);
    flow.enters('condition', changed.lock.abandoned);
    changed.notifyAll();
    flow.leaves('condition');
    flow.rests();
  }

  /** Where somebody may wait rightly: for an item when there is none, for room when there is none. */
  #seeToQueue(): void {
    const { queue } = this.#gear;
    const { board } = this;
    const { size } = queue;
    try {
      if (size >= QUEUED) noteItem(board, queue.getNowait());
      else if (size === 0) giveItemNow(board, queue);
    } catch (error) {
      // Others were faster: they did not wait.
      if (!(error instanceof Empty || error instanceof Full)) throw error;
    }
  }

  /** Who does not rest, and what it does. */
  get #restless(): string[] {
    const places = [...this.#present.keys(), OWN_PLACE];
    return places.flatMap((place) => {
      // Whoever starts now finds the lull, and rests; and flows beside the first never start where there is one only.
      const doings = this.board
        .doings(place)
        .filter(({ doing }) => doing !== 'resting' && doing !== 'starting');
      const name = this.#present.get(place)?.name ?? 'the storm';
      return doings.map(({ doing, resource }) => `${name} is ${doing} at the ${resource}`);
    });
  }

  /** What would make the storm vacuous. */
  #unseen(): string | undefined {
    const over = takenOver(this.board);
    const killed = (...doings: Doing[]): number =>
      doings.reduce((sum, doing) => sum + (this.#killed[doing] ?? 0), 0);
    if (killed('holding') < LEAST_HOLDERS) return `${LEAST_HOLDERS} processes are killed that hold something`;
    const taken = EXCLUSIVE.filter((name) => (over[name] ?? 0) > 0);
    if (taken.length < 3) return `three kinds of locks are taken over, and not only ${taken.join()}`;
    const runtime = this.#runtimes.find((name) => (this.#ends[name] ?? 0) === 0);
    if (runtime !== undefined) return `a process of ${runtime} is killed`;
    if (this.#deadAtQueue === 0) return 'a process is killed at the queue';
    if (killed('starting') === 0) return 'a process is killed while it starts';
    return killed('blocked', 'awaiting') === 0 ? 'a process is killed while it waits' : undefined;
  }

  /** Whoever is dead is buried, and their slots were used again. */
  #seeSlots(): void {
    const { words } = processProgram();
    processProgram().lookAround();
    const dead = [...agents(words)].filter((id) => gone(words, id)).length;
    if (dead > 0) this.#troubles.push(`${dead} of the dead are not buried`);
  }

  async #within(body: Promise<unknown>, what: string): Promise<void> {
    let done = false;
    const marked = body.then(() => (done = true));
    await Promise.race([marked, this.#until(() => done, what)]);
  }

  async #until(condition: () => boolean, what: string): Promise<void> {
    const deadline = performance.now() + BOUND;
    while (!condition()) {
      if (performance.now() > deadline) {
        this.#troubles.push(`waited in vain until ${what}: ${this.#restless.join(', ')}`);
        throw new CheckError(JSON.stringify(this.#report()));
      }
      await sleep(3);
    }
  }

  #report(): StormReport {
    const { board } = this;
    const { words } = processProgram();
    return {
      seed: this.#seed,
      seconds: (performance.now() - this.#began) / 1000,
      processes: this.#processes,
      killed: this.#killed,
      holders: this.#holders,
      runtimes: this.#ends,
      takenOver: takenOver(board),
      done: tallied((resource) => board.tally('done', resource)),
      lulls: this.#lulls,
      longest: board.read('longest'),
      agents: words.load(HEADER.highestSlot),
      words: words.load(HEADER.bump) - this.#words,
      troubles: [...this.#troubles, ...board.troubles],
    };
  }
}

function count<K extends string>(counts: Counts<K>, key: K): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
