import { currentProgram } from '../../agent/program.ts';
import { ThreadPoolExecutor, type CallOptions } from '../../futures/index.ts';
import { agents, ending, HEADER } from '../../memory/index.ts';
import { Empty } from '../../errors.ts';
import { Queue } from '../../queue/index.ts';
import { seededRandom } from '../../scenario/random.ts';
import { enumerate, Lock, setExcepthook } from '../../threading/index.ts';
import { board as makeBoard, mark, PATIENCE, read, sleep, until, type Board } from '../board.ts';
import { CheckError, equal, ok } from '../check.ts';
import type { RuntimeName } from '../harness.ts';
import { waysToDie, type WayToDie } from '../runtime.ts';
import { Ledger, STOP, type Hindrance } from './ledger.ts';
import {
  BEGUN,
  DEATHS,
  NOT_ALONE,
  OVER,
  stormTasks,
  TAKEN_OVER,
  type Item,
  type Order,
} from './pool.tasks.ts';
import { hammerOn } from './seconds.ts';

/** The most calls of a storm. */
const MOST = 2 ** 21;
const WORKERS = 3;
/** Calls under way at a time. */
const UNDER_WAY = 16;
const STEPS = 3;

/** Calls that end well, fail, end their worker or are ended with it, over one queue and one lock. */
export class PoolStorm {
  readonly #runtime: RuntimeName;
  readonly #seed: number;
  readonly #blocking: boolean;
  readonly #next: () => number;
  readonly #board: Board = makeBoard(BEGUN + MOST);
  readonly #queue: Queue<Item> = new Queue<Item>({ maxsize: 64 });
  readonly #lock: Lock;
  readonly #name: string;
  readonly #pool: ThreadPoolExecutor<[Board]>;
  readonly #task: typeof stormTasks.wait;
  readonly #ledger: Ledger = new Ledger(this.#board);
  readonly #began: number = performance.now();
  /** Calls that are to be ended from outside, when they have begun. */
  readonly #stays: Map<number, () => Promise<void>> = new Map();
  #raining = true;
  #count = 0;
  /** What of the window was given out when a third of the time was over. */
  #window = 0;

  constructor(runtime: RuntimeName, seed: number, blocking: boolean) {
    // They die on purpose.
    setExcepthook(() => {});
    this.#runtime = runtime;
    this.#seed = seed;
    this.#blocking = blocking;
    this.#next = seededRandom(seed);
    this.#lock = new Lock({ fair: blocking });
    this.#task = (blocking ? stormTasks.block : stormTasks.wait) as typeof stormTasks.wait;
    this.#name = `storm-${seed}`;
    this.#pool = new ThreadPoolExecutor({
      namePrefix: this.#name,
      maxWorkers: WORKERS,
      idleTimeout: 30,
      initializer: stormTasks.prepare,
      initargs: [this.#board],
    });
  }

  /** Rains for so long, and on until enough was seen; then all must end well. */
  async run(ms: number): Promise<void> {
    const rain = this.#rain();
    await Promise.race([
      hammerOn(
        ms,
        () => this.#unseen(ms),
        (what) => this.#show(what),
      ),
      rain,
    ]);
    this.#raining = false;
    await rain;
    await this.#dry();
    const cancelFutures = this.#next() < 0.5;
    for (let under = 0; under < UNDER_WAY; under += 1) this.#submit(cancelFutures);
    const down = this.#pool.shutdown({ cancelFutures });
    await this.#dry();
    await within(down, this.#show('the shutdown does not end'));
    // Those that were told to end may run on for a while, and put items.
    await until(() => {
      this.#drain();
      return !this.#someAlive() && !someEnding();
    }, this.#show('all workers have ended'));
    this.#drain();
    await this.#check();
  }

  /** How many workers were ever started, and what became of the calls. */
  toString(): string {
    return `${this.#pool.stats.started} workers; ${this.#ledger}`;
  }

  async #rain(): Promise<void> {
    while (this.#raining) {
      while (this.#ledger.pending < UNDER_WAY && this.#count < MOST - UNDER_WAY) this.#submit(false);
      this.#drain();
      await sleep(1);
    }
  }

  /** Those that have begun are to end some time later. */
  #stopStays(): void {
    for (const [id, stop] of this.#stays) {
      if (read(this.#board, BEGUN + id) === 0) continue;
      this.#stays.delete(id);
      void stop();
    }
  }

  /** Whether a worker runs: also one that is yet to learn that it is to end. */
  #someAlive(): boolean {
    return enumerate().some(({ name }) => name.startsWith(this.#name));
  }

  /** Until nothing is under way. */
  async #dry(): Promise<void> {
    await until(() => {
      this.#drain();
      return this.#ledger.pending === 0;
    }, this.#show('all calls have ended'));
  }

  #drain(): void {
    this.#stopStays();
    try {
      for (;;) this.#ledger.item(this.#queue.getNowait());
    } catch (error) {
      if (!(error instanceof Empty)) throw error;
    }
    if (this.#ledger.wrong !== undefined) throw this.#ledger.wrong;
  }

  #submit(cancelled: boolean): void {
    const next = this.#next;
    const end = this.#end();
    const steps = this.#livesOn(end) ? 2 * Math.floor(next() * 2) : Math.floor(next() * STEPS);
    const order: Order = { id: this.#count, end, steps };
    // Before the submission, which may tell of a death whoever submits then.
    this.#count += 1;
    const hindrance: Hindrance = { cancelled, timeout: false };
    const controller = new AbortController();
    let options: CallOptions = next() < 0.3 ? { priority: Math.floor(next() * 3) - 1 } : {};
    if (order.end === 'stay') {
      options = { ...options, kill: true, signal: controller.signal };
      hindrance.cancelled = true;
      const stop = async (): Promise<void> => {
        await sleep(next() * 8);
        controller.abort(STOP);
        await sleep(100);
        mark(this.#board, BEGUN + order.id, OVER);
      };
      if (next() < 0.2) void stop();
      else this.#stays.set(order.id, stop);
    } else if (next() < 0.04) {
      options = { ...options, timeout: next() * 4, kill: next() < 0.5 };
      hindrance.timeout = true;
    }
    const moved = next() < 0.15 ? new ArrayBuffer(64) : undefined;
    if (moved !== undefined) options = { ...options, transfer: [moved] };
    const future = this.#pool.with(options).submit(this.#task, this.#queue, this.#lock, order, moved);
    this.#ledger.add(order, future, hindrance);
    if (next() < 0.06) {
      hindrance.cancelled = true;
      setTimeout(() => future.cancel(), next() * 3);
    }
    // From within a look at what is done.
    if (next() < 0.1) future.addDoneCallback(() => this.#raining && this.#submit(false));
  }

  /**
   * Whether it may not end with the lock in its hands, because its worker has it for ever: it fails and lives on; or it
   * is to end when it yields, and before that blocks on the lock in its next call.
   */
  #livesOn(end: Order['end']): boolean {
    return end === 'throw' || (this.#blocking && end !== 'process.exit' && end !== 'stay');
  }

  #end(): Order['end'] {
    const kind = this.#next();
    const ways = waysToDie[this.#runtime];
    // Most of what is under way awaits in the same worker, and is lost with it.
    const ends = this.#blocking ? 0.2 : 0.06;
    if (kind < ends * 0.6) return ways[Math.floor(this.#next() * ways.length)] as WayToDie;
    if (kind < ends) return 'stay';
    return kind < ends + 0.08 ? 'throw' : 'return';
  }

  #unseen(ms: number): string | undefined {
    if (this.#window === 0 && performance.now() - this.#began > ms / 3) this.#window = windowInUse();
    if (read(this.#board, DEATHS) < 3) return 'workers die';
    if (read(this.#board, TAKEN_OVER) === 0) return 'the lock of a dead one is taken over';
    if (this.#ledger.number('stopped') === 0) return 'a worker is ended from outside';
    return this.#ledger.number('returned') < 50 ? 'calls end well' : undefined;
  }

  async #check(): Promise<void> {
    const { started, queued, workers } = this.#pool.stats;
    this.#ledger.close(started);
    equal([queued, workers], [0, 0], this.#show('queued calls, workers'));
    equal(read(this.#board, NOT_ALONE), 0, this.#show('two inside the lock'));
    await within(
      this.#lock.run(() => {}),
      this.#show('the lock is not to be had'),
    );
    equal([this.#lock.locked, this.#queue.size], [false, 0], this.#show('locked, items'));
    const window = windowInUse();
    ok(window < this.#window * 1.5 + 4e6, this.#show(`window ${this.#window} -> ${window}`));
  }

  /** What failed, and what would show it again. */
  #show(what: string): string {
    return `${what}; seed ${this.#seed}, board ${this.#board.subarray(0, BEGUN).join(' ')}; ${this}`;
  }
}

/** The bytes of the window that were ever given out. */
function windowInUse(): number {
  return currentProgram().words.load(HEADER.bump) * 4;
}

function someEnding(): boolean {
  const { words } = currentProgram();
  for (const id of agents(words)) if (ending(words, id)) return true;
  return false;
}

async function within<T>(promise: Promise<T>, what: string): Promise<T> {
  const late = sleep(PATIENCE).then(() => {
    throw new CheckError(what);
  });
  return Promise.race([promise, late]);
}
