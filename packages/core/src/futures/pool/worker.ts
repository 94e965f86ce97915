/**
 * A pool's worker: it takes tasks, runs them, and leaves their results.
 *
 * It goes through four states. BUSY: it takes one task after another, and lets its event loop have a turn after each
 * slice of time, so that timers and the tasks that await get theirs. Then it looks for a while (Spin), then it is
 * PARKED: asleep with a running event loop, until it is rung. The owner moves it to CALLED before it rings.
 *
 * Why no task is left lying: a worker says PARKED before its last look for work, and the owner looks for PARKED
 * workers after it has put a task (call-workers.ts). One of the two sees the other. A worker that is called takes what
 * there is, and looks again before it parks; if another was faster, nothing is lost.
 *
 * @module
 */

import type { Endpoint } from '../../host/endpoint.ts';
import type { Program } from '../../agent/program.ts';
import { agent } from '../../agent/state.ts';
import { gone, type Address } from '../../memory/index.ts';
import { asError } from '../../lifecycle/as-error.ts';
import { movesOf } from '../../wire/encode.ts';
import { encodeError } from '../../lifecycle/thread-record.ts';
import type { Body } from '../../task/registry.ts';
import { Decoder, type HandleSink } from '../../wire/decoder.ts';
import { readRecord } from '../../wire/record.ts';
import { StateError } from '../../errors.ts';
import { textOf } from '../../wire/error-fields.ts';
import type { ChunkOutcome } from '../dispatch.ts';
import { CANCELLED, CANCELLED_AND_NOTIFIED, PENDING, RUNNING } from '../future-state.ts';
import { advance } from '../shared-future.ts';
import { Bodies } from './bodies.ts';
import { pushDone } from './done.ts';
import { count } from './histogram.ts';
import { Hope } from './hope.ts';
import {
  BEGUN,
  BUSY,
  CHUNK,
  DEFINITION,
  HANDLES,
  LANE,
  LEVEL_WORDS,
  PARKED,
  PLACE,
  POOL,
  RAISED,
  RETIRED,
  RETURNED,
  SENT,
  SKIPPED,
  STATE_BITS,
} from './layout.ts';
import { freeLanes } from './lane.ts';
import { lengthOf, takenBy, takePlace } from './level.ts';
import type { PoolMemory } from './memory.ts';
import { Packer, type Packed } from './packer.ts';
import { Sheet, writePlace } from './payload.ts';
import { giveBack } from '../../queue/parcel.ts';
import { isThenable, runChunk, travelling } from './run-chunk.ts';
import { TaskContext, type TaskFrame } from './task-context.ts';

/** How long tasks run one after another before the event loop has a turn, in milliseconds. */
const SLICE_MS = 2;
/** Longer gaps between tasks count as this. */
const MOST_GAP_MS = 0.4;
/** Tasks that await, of one worker at a time. Beyond it would rather be memory than parallelism. */
const MOST_PENDING = 1024;

/** What comes by message for a task, or back for the owner. */
export interface Aside {
  readonly place: Address;
  /** Of a task: the state that its place was left in. */
  readonly state: number;
  readonly aside: readonly object[];
}

export class PoolWorker {
  readonly #program: Program;
  readonly #memory: PoolMemory;
  readonly #pool: Address;
  readonly #lane: Address;
  readonly #line: Endpoint;
  readonly #bodies: Bodies;
  readonly #packer: Packer;
  readonly #sheet: Sheet = new Sheet();
  readonly #hope: Hope;
  /** How long it usually is until the next task is put, in milliseconds: a fading mean. */
  #gap = 0;
  /** When there was nothing to do; 0 while there is. */
  #idleSince = 0;
  readonly #wrapperOf: HandleSink;
  /** The tasks that await. */
  readonly #pending: Set<TaskContext> = new Set();
  /**
   * Tasks whose modules are being loaded. Meanwhile nothing is taken: what is taken cannot be cancelled any more, and
   * would wait here behind a task that may block, while others have nothing to do.
   */
  #loading = 0;
  /** What was sent to this worker, and is not taken yet. */
  readonly #sent: Aside[] = [];
  /** The time at the end of the last task, and when the event loop had its last turn. */
  #now = 0;
  #turn = 0;
  /** What the present flow's `currentTask` finds its task by. */
  #frame: TaskFrame = { context: undefined };
  readonly #processors: number;
  readonly #origin: number = performance.timeOrigin;

  constructor(memory: PoolMemory, lane: Address, port: object) {
    const { program } = memory;
    this.#program = program;
    this.#memory = memory;
    this.#pool = memory.at;
    this.#lane = lane;
    this.#bodies = new Bodies(program, memory.at);
    this.#packer = new Packer(program);
    this.#processors = program.host.parallelism();
    this.#hope = new Hope(() => program.host.now());
    if (program.host.taskFlows === undefined) agent().running = this.#frame;
    this.#wrapperOf = (data) => program.decode(data);
    program.blocks.meet(lane);
    this.#line = program.host.threads.endpoint(port);
    this.#line.receive((message) => {
      this.#sent.push(message as Aside);
      program.waits.serve(lane);
    });
  }

  /** Until the pool is stopped and nothing is left to do, or this worker was idle for too long. */
  async serve(): Promise<void> {
    const { words, host } = this.#program;
    words.store(this.#lane + LANE.state, BUSY);
    this.#now = this.#turn = host.now();
    const burst = (): boolean => this.#burst();
    for (;;) {
      if (words.load(this.#lane + LANE.aborts) !== 0) this.#abort();
      if (host.taskFlows === undefined ? burst() : host.taskFlows.run(this.#frame, burst)) {
        if (this.#now - this.#turn > SLICE_MS) await this.#letOthers();
        continue;
      }
      if (this.#isOver()) break;
      if (this.#idleSince === 0) this.#idleSince = this.#now;
      if (this.#look()) continue;
      if (!(await this.#park())) break;
      this.#now = this.#turn = host.now();
    }
    words.store(this.#lane + LANE.live, 0);
    this.#line.close();
  }

  /**
   * Runs tasks until there are none, their slice of time is over, or one awaits; false when there was none. They share
   * a flow: one that awaits keeps it, and the next burst has another.
   */
  #burst(): boolean {
    const frame = this.#frame;
    let any = false;
    while (this.#take()) {
      any = true;
      if (frame !== this.#frame || this.#now - this.#turn > SLICE_MS) break;
    }
    return any;
  }

  /** Takes one task and runs it; false when there is none to take. */
  #take(): boolean {
    const { words } = this.#program;
    if (words.ints[this.#lane + LANE.quit] !== 0 || this.#loading > 0) return false;
    const sent = this.#sent.shift();
    if (sent !== undefined) {
      const { place, state, aside } = sent;
      words.reach(place + PLACE.bytes);
      const mine = takenBy(this.#program.me);
      if (words.compareExchange(place + PLACE.state, state, mine) === state) this.#begin(place, aside);
      return true;
    }
    if (this.#pending.size > 0 && this.#leaves()) return false;
    const levels = words.ints[this.#pool + POOL.levels] as number;
    for (let level = 0; level < levels; level += 1) {
      const at = words.ints[this.#pool + POOL.order + level] as number;
      words.reach(at + LEVEL_WORDS);
      const place = takePlace(this.#program, at, this.#program.me);
      if (place === 0) continue;
      this.#begin(place, undefined);
      return true;
    }
    return false;
  }

  #begin(place: Address, aside: readonly object[] | undefined): void {
    const { words } = this.#program;
    (words.ints[this.#lane + LANE.taken] as number) += 1;
    const what = words.ints[place + PLACE.what] as number;
    const body = this.#bodies.get(what & DEFINITION);
    if (body !== undefined) return this.#run(place, body, aside);
    const context = new TaskContext(words, place);
    this.#pending.add(context);
    this.#loading += 1;
    const loaded = (then: () => void): void => {
      this.#pending.delete(context);
      this.#loading -= 1;
      this.#now = this.#program.host.now();
      then();
      this.#serveSoon();
    };
    this.#bodies.load(what & DEFINITION).then(
      (body) => loaded(() => this.#run(place, body, aside)),
      (error: unknown) =>
        loaded(() => {
          this.#begun(place);
          this.#end(place, this.#now, RAISED, error);
        }),
    );
  }

  /** A task that awaited is over, which a worker that is parked may have waited for. */
  #serveSoon(): void {
    this.#program.waits.serve(this.#lane);
  }

  /** From here on what is in flight with the arguments is this worker's. */
  #begun(place: Address): void {
    if (((this.#program.words.ints[place + PLACE.what] as number) & HANDLES) === 0) return;
    this.#program.words.store(place + PLACE.state, (this.#program.me << STATE_BITS) | BEGUN);
  }

  #run(place: Address, body: Body, aside: readonly object[] | undefined): void {
    const { words, host } = this.#program;
    const what = words.ints[place + PLACE.what] as number;
    const began = this.#now;
    const since = this.#since(place) - this.#origin;
    count(words, this.#lane + LANE.waits, began - since);
    if (this.#idleSince !== 0) {
      // By when it was put, not by when it was found, which would count the sleep.
      this.#gap = this.#gap * 0.75 + Math.min(Math.max(0, since - this.#idleSince), MOST_GAP_MS) * 0.25;
      this.#idleSince = 0;
    }
    let args: readonly unknown[];
    try {
      const length = this.#sheet.read(this.#program, place);
      if (this.#skips(place)) return this.#end(place, began, SKIPPED, undefined);
      this.#begun(place);
      args = this.#read(length, aside) as readonly unknown[];
    } catch (error) {
      return this.#end(place, began, RAISED, error);
    }
    const context = new TaskContext(words, place);
    const frame = this.#frame;
    let result: unknown;
    try {
      frame.context = context;
      result =
        (what & CHUNK) === 0
          ? body(...args)
          : runChunk(body, args as readonly (readonly unknown[])[], () => context.aborted);
    } catch (error) {
      context.end();
      return this.#end(place, began, RAISED, error);
    } finally {
      frame.context = undefined;
    }
    if (!isThenable(result)) {
      context.end();
      return this.#end(place, began, RETURNED, result);
    }
    this.#pending.add(context);
    if (host.taskFlows !== undefined) {
      frame.context = context;
      this.#frame = { context: undefined };
    }
    const settled = (kind: typeof RETURNED | typeof RAISED, value: unknown): void => {
      this.#pending.delete(context);
      if (frame.context === context) frame.context = undefined;
      context.end();
      this.#end(place, began, kind, value);
      this.#serveSoon();
    };
    result.then(
      (value) => settled(RETURNED, value),
      (error: unknown) => settled(RAISED, error),
    );
  }

  #since(place: Address): number {
    return this.#program.words.floats[(place + PLACE.since) >>> 1] as number;
  }

  /** Whether a thread that knows only the future has cancelled it. */
  #skips(place: Address): boolean {
    const { words, blocks } = this.#program;
    const future = words.load(place + PLACE.future);
    if (future === 0) return false;
    blocks.meet(future);
    if (advance(this.#program, future, PENDING, RUNNING)) return false;
    if (words.load(future) === CANCELLED) advance(this.#program, future, CANCELLED, CANCELLED_AND_NOTIFIED);
    return words.load(future) === CANCELLED_AND_NOTIFIED;
  }

  #read(length: number, aside: readonly object[] | undefined): unknown {
    const { bytes } = this.#sheet;
    if (aside === undefined) return readRecord(bytes, 0, length, this.#wrapperOf);
    return new Decoder().record(bytes, 0, length, this.#wrapperOf, aside);
  }

  /** The task is over: its result goes to the owner. */
  #end(place: Address, began: number, kind: number, value: unknown): void {
    const { words, host } = this.#program;
    const ended = host.now();
    this.#now = ended;
    count(words, this.#lane + LANE.runs, ended - began);
    const pace = words.ints[this.#lane + LANE.pace] as number;
    words.ints[this.#lane + LANE.pace] = (pace * 7 + Math.min(1e6, (ended - began) * 1000)) >>> 3;
    let how = kind;
    let packed: Packed | undefined;
    try {
      if (kind === RETURNED) packed = this.#packResult(place, value);
    } catch (error) {
      how = RAISED;
      value = error;
    }
    if (how === RAISED) {
      const bytes = errorBytes(asError(value));
      writePlace(this.#program, place, bytes, bytes.length);
    } else if (packed !== undefined) {
      writePlace(this.#program, place, packed.bytes, packed.length);
      if (packed.aside.length > 0) {
        how = SENT;
        this.#line.post({ place, state: 0, aside: packed.aside } satisfies Aside, movesOf(packed.aside));
      }
    }
    words.ints[place + PLACE.what] = how;
    (words.ints[this.#lane + LANE.finished] as number) += 1;
    pushDone(this.#program, this.#pool, place);
  }

  #packResult(place: Address, value: unknown): Packed {
    const chunk = ((this.#program.words.ints[place + PLACE.what] as number) & CHUNK) !== 0;
    try {
      return this.#packer.pack(value, 'result');
    } catch (error) {
      if (!chunk) throw error;
      const release = (handles: readonly Address[]): void => giveBack(this.#program, handles);
      return this.#packer.pack(travelling(value as ChunkOutcome, this.#packer, release), 'result');
    }
  }

  /** Aborts the signals of those tasks whose callers asked for it. */
  #abort(): void {
    this.#program.words.store(this.#lane + LANE.aborts, 0);
    for (const context of this.#pending) context.look();
  }

  async #letOthers(): Promise<void> {
    const { host } = this.#program;
    await new Promise<void>((resolve) => host.nextTurn(resolve));
    this.#now = this.#turn = host.now();
  }

  #isOver(): boolean {
    const { words } = this.#program;
    if (gone(words, words.load(this.#pool + POOL.owner))) return true;
    if (words.load(this.#lane + LANE.quit) !== 0) return true;
    return words.load(this.#pool + POOL.stop) !== 0 && this.#pending.size === 0 && !this.#hasWork();
  }

  #hasWork(): boolean {
    if (this.#loading > 0) return false;
    if (this.#sent.length > 0) return true;
    const waiting = this.#waiting();
    return waiting > 0 && (this.#pending.size === 0 || !this.#leaves(waiting));
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

  /**
   * Whether a worker whose own tasks await leaves what is there to others: there are enough that have nothing to do, and
   * what it took could hold up what it has.
   */
  #leaves(waiting: number = this.#waiting()): boolean {
    return this.#pending.size >= MOST_PENDING || freeLanes(this.#program, this.#pool) >= waiting;
  }

  /** Looks for work for a while, where a processor is free for it; true when something was put. */
  #look(): boolean {
    const { words, host } = this.#program;
    const looking = this.#pool + POOL.looking;
    const others = words.add(looking, 1);
    try {
      if (others >= this.#processors - 1) return false;
      const puts = words.load(this.#pool + POOL.puts);
      if (this.#hasWork()) return true;
      if (!this.#hope.fulfilled(words, this.#pool + POOL.puts, puts, this.#gap)) return false;
      this.#now = host.now();
      return true;
    } finally {
      words.sub(looking, 1);
    }
  }

  /** Sleeps until there is something to do; false when it was idle for too long, and is to end. */
  async #park(): Promise<boolean> {
    const { words, waits, host } = this.#program;
    const idle = words.load(this.#pool + POOL.idleTimeout);
    const deadline = idle === 0 ? Infinity : host.now() + idle;
    const called = await waits.wait(this.#memory, this.#lane, () => this.#called(), deadline);
    if (called === true) return true;
    return !this.#retire();
  }

  /** A look of the wait: says PARKED first. */
  #called(): true | undefined {
    const { words } = this.#program;
    const parked = this.#pool + POOL.parked;
    const state = words.load(this.#lane + LANE.state);
    if (state !== PARKED) {
      words.store(this.#lane + LANE.state, PARKED);
      words.add(parked, 1);
    }
    const something = this.#hasWork() || this.#isOver() || words.load(this.#lane + LANE.aborts) !== 0;
    if (!something) return undefined;
    this.#leavePark();
    return true;
  }

  #leavePark(): void {
    const { words } = this.#program;
    if (words.exchange(this.#lane + LANE.state, BUSY) === PARKED) words.sub(this.#pool + POOL.parked, 1);
  }

  /** Ends this worker, unless it is needed: because there would be too few, or the owner has just called it. */
  #retire(): boolean {
    const { words } = this.#program;
    const workers = this.#pool + POOL.workers;
    const least = words.load(this.#pool + POOL.minWorkers);
    if (this.#pending.size > 0) return this.#stay();
    for (;;) {
      const now = words.load(workers);
      if (now <= least) return this.#stay();
      if (words.compareExchange(workers, now, now - 1) === now) break;
    }
    if (words.compareExchange(this.#lane + LANE.state, PARKED, RETIRED) === PARKED) {
      words.store(this.#lane + LANE.live, 0);
      words.sub(this.#pool + POOL.parked, 1);
      return true;
    }
    words.add(workers, 1);
    return this.#stay();
  }

  #stay(): false {
    this.#leavePark();
    return false;
  }
}

function errorBytes(error: Error): Uint8Array<ArrayBuffer> {
  try {
    return encodeError(error);
  } catch (cause) {
    return encodeError(new StateError(`The task's error could not be sent: ${textOf(cause)}`));
  }
}
