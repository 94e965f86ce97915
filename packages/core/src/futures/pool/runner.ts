/**
 * Runs the tasks that a worker has taken, and leaves their results.
 *
 * @module
 */

import type { Endpoint } from '../../host/endpoint.ts';
import type { Program } from '../../agent/program.ts';
import { agent } from '../../agent/state.ts';
import { asError } from '../../lifecycle/as-error.ts';
import type { Address } from '../../memory/index.ts';
import { giveBack } from '../../queue/parcel.ts';
import type { Body } from '../../task/registry.ts';
import { Decoder, type HandleSink } from '../../wire/decoder.ts';
import { movesOf } from '../../wire/encode.ts';
import { readRecord } from '../../wire/record.ts';
import type { ChunkOutcome } from '../dispatch.ts';
import type { Aside } from './aside.ts';
import { Bodies } from './bodies.ts';
import { pushDone, ringOwner } from './done.ts';
import { errorBytes } from './error-bytes.ts';
import { count } from './histogram.ts';
import {
  BEGUN,
  CHUNK,
  DEFINITION,
  ENDED,
  HANDLES,
  LANE,
  PLACE,
  POOL,
  RAISED,
  RETURNED,
  SENT,
  SKIPPED,
  STATE_BITS,
  UNREAD,
  STOPS,
} from './layout.ts';
import { Packer, type Packed } from './packer.ts';
import { Sheet, writePlace } from './payload.ts';
import { isThenable, runChunk, travelling } from './run-chunk.ts';
import { skips } from './place-future.ts';
import { TaskContext, type TaskFrame } from './task-context.ts';

/** Taken, and its module is there now. */
interface Loaded {
  readonly place: Address;
  readonly aside: readonly object[] | undefined;
  readonly body: Body | { readonly error: unknown };
}

export class Runner {
  readonly #program: Program;
  readonly #pool: Address;
  readonly #lane: Address;
  readonly #line: Endpoint | undefined;
  /** Something is over that a sleeping worker may wait for. */
  readonly #wake: () => void;
  readonly #bodies: Bodies;
  readonly #packer: Packer;
  readonly #sheet: Sheet = new Sheet();
  readonly #wrapperOf: HandleSink;
  readonly #origin: number = performance.timeOrigin;
  /** The tasks that await. */
  readonly #pending: Set<TaskContext> = new Set();
  readonly #loaded: Loaded[] = [];
  #loading = 0;
  /** What the present flow's `currentTask` finds its task by. One that awaits keeps it, and the next have another. */
  frame: TaskFrame = { context: undefined };
  /** The time at the end of the last task. */
  now = 0;

  constructor(program: Program, pool: Address, lane: Address, line: Endpoint | undefined, wake: () => void) {
    this.#program = program;
    this.#pool = pool;
    this.#lane = lane;
    this.#line = line;
    this.#wake = wake;
    this.#bodies = new Bodies(program, pool);
    this.#packer = new Packer(program);
    this.#wrapperOf = (data) => program.decode(data);
    if (program.host.taskFlows === undefined) agent().running = this.frame;
  }

  /** Tasks that have begun and are not over. */
  get pending(): number {
    return this.#pending.size + this.#loading;
  }

  /**
   * Whether a task's module is being loaded. Meanwhile nothing is to be taken: what is taken cannot be cancelled any
   * more, and would wait here behind a task that may block, while others have nothing to do.
   */
  get loading(): boolean {
    return this.#loading > 0;
  }

  get hasLoaded(): boolean {
    return this.#loaded.length > 0;
  }

  /** Runs a task that waited for its module; false when there is none. */
  runLoaded(): boolean {
    const next = this.#loaded.shift();
    if (next === undefined) return false;
    const { place, aside, body } = next;
    this.#loading -= 1;
    if (typeof body === 'function') this.#run(place, body, aside);
    else this.#end(place, this.now, RAISED, body.error);
    return true;
  }

  begin(place: Address, aside: readonly object[] | undefined): void {
    const { ints } = this.#program.words;
    const number = (ints[place + PLACE.what] as number) & DEFINITION;
    const body = this.#bodies.get(number);
    if (body !== undefined) return this.#run(place, body, aside);
    this.#loading += 1;
    const loaded = (found: Loaded['body']): void => {
      this.#loaded.push({ place, aside, body: found });
      this.#wake();
    };
    this.#bodies.load(number, this.#pending.size > 0).then(loaded, (error: unknown) => loaded({ error }));
  }

  /** From here on what is in flight with the arguments is this worker's. */
  #begun(place: Address): void {
    const { words, me } = this.#program;
    if (((words.ints[place + PLACE.what] as number) & HANDLES) === 0) return;
    words.store(place + PLACE.state, (me << STATE_BITS) | BEGUN);
  }

  #run(place: Address, body: Body, aside: readonly object[] | undefined): void {
    const { words, host } = this.#program;
    const began = this.now;
    count(words, this.#lane + LANE.waits, began - this.since(place));
    let args: readonly unknown[];
    try {
      const length = this.#sheet.read(this.#program, place);
      if (skips(this.#program, place)) return this.#end(place, began, SKIPPED, undefined);
      this.#begun(place);
      args = this.#read(length, aside) as readonly unknown[];
    } catch (error) {
      return this.#end(place, began, UNREAD, error);
    }
    const context = new TaskContext(words, place);
    const frame = this.frame;
    let result: unknown;
    try {
      frame.context = context;
      const what = words.ints[place + PLACE.what] as number;
      const calls = args as readonly (readonly unknown[])[];
      result = (what & CHUNK) === 0 ? body(...args) : runChunk(body, calls, context, (what & STOPS) !== 0);
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
    this.#makeRoom();
    if (host.taskFlows !== undefined) {
      frame.context = context;
      this.frame = { context: undefined };
    }
    const settled = (kind: typeof RETURNED | typeof RAISED, value: unknown): void => {
      this.#pending.delete(context);
      words.sub(this.#lane + LANE.awaiting, 1);
      if (frame.context === context) frame.context = undefined;
      context.end();
      this.#end(place, began, kind, value);
      this.#wake();
    };
    result.then(
      (value) => settled(RETURNED, value),
      (error: unknown) => settled(RAISED, error),
    );
  }

  /** A task awaits. The owner says HELD before it counts those, and this looks after. */
  #makeRoom(): void {
    const { words } = this.#program;
    words.add(this.#lane + LANE.awaiting, 1);
    if (words.load(this.#pool + POOL.held) !== 0) ringOwner(this.#program, this.#pool);
  }

  /** When a task was put, in the host's time. */
  since(place: Address): number {
    return (this.#program.words.floats[(place + PLACE.since) >>> 1] as number) - this.#origin;
  }

  #read(length: number, aside: readonly object[] | undefined): unknown {
    const { bytes } = this.#sheet;
    if (aside === undefined) return readRecord(bytes, 0, length, this.#wrapperOf);
    return new Decoder().record(bytes, 0, length, this.#wrapperOf, aside);
  }

  /** The task is over: its result goes to the owner. */
  #end(place: Address, began: number, kind: number, value: unknown): void {
    const { words, host } = this.#program;
    this.now = host.now();
    this.#account(this.now - began);
    words.ints[place + PLACE.what] = this.#leaveWhat(place, kind, value);
    (words.ints[place + PLACE.state] as number) |= ENDED;
    (words.ints[this.#lane + LANE.finished] as number) += 1;
    pushDone(this.#program, this.#pool, place);
  }

  #account(ms: number): void {
    const { words } = this.#program;
    count(words, this.#lane + LANE.runs, ms);
    const before = words.ints[this.#lane + LANE.pace] as number;
    const pace = (before * 7 + Math.min(1e6, ms * 1000)) >>> 3;
    // Where it is all the time, the owner reads it from its own cache.
    if (pace !== before) words.ints[this.#lane + LANE.pace] = pace;
  }

  #leaveWhat(place: Address, kind: number, value: unknown): number {
    if (kind === RETURNED) return this.#leave(place, value);
    if (kind !== SKIPPED) this.#leaveError(place, value);
    return kind;
  }

  #leaveError(place: Address, thrown: unknown): typeof RAISED {
    const bytes = errorBytes(asError(thrown));
    writePlace(this.#program, place, bytes, bytes.length);
    return RAISED;
  }

  /** How it is left: one that cannot travel is an error. */
  #leave(place: Address, value: unknown): number {
    let packed: Packed;
    try {
      packed = this.#pack(place, value);
    } catch (error) {
      return this.#leaveError(place, error);
    }
    writePlace(this.#program, place, packed.bytes, packed.length);
    if (packed.aside.length === 0) return RETURNED;
    const message: Aside = { place, state: 0, aside: packed.aside };
    this.#line?.post(message, movesOf(packed.aside));
    return SENT;
  }

  #pack(place: Address, value: unknown): Packed {
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
  abort(): void {
    for (const context of this.#pending) context.look();
  }
}
