/**
 * What all queues have in common: values in and out over a store, by trying, blocking and awaiting.
 *
 * Getters wait on PUTS and putters on GETS, each a wait point (agent/wait-point.ts), whose word changes with every
 * item and with the shutdown. Whoever puts wakes one getter, whoever gets wakes one putter (all, where bytes are
 * bounded too: one large item makes room for several). The woken tries again like anybody else, so a wake-up given
 * to a waiter that timed out, was aborted or died is a hint that took nothing: an item is taken only by the try that
 * gives it to its caller. What is put is encoded before the first try and kept while its putter waits.
 *
 * An item with primitives or registered classes inside is decoded before it is taken out: if that fails, the error is
 * the getter's and the item stays. Its decoding runs outside the latch; if somebody else was faster meanwhile, the
 * next item is tried.
 *
 * @module
 */

import { deadlineOf, timeoutOf, type WaitOptions, type WaitSyncOptions } from '../agent/deadline.ts';
import { EarlyLook } from '../agent/early-look.ts';
import type { Hope } from '../agent/hope.ts';
import { labelOf } from '../agent/primitive.ts';
import type { Program } from '../agent/program.ts';
import { Spin } from '../agent/spin.ts';
import { waitSync, wakeAll, wakeOne } from '../agent/wait-point.ts';
import { AbandonedError, Empty, Full, ShutDown } from '../errors.ts';
import type { Address } from '../memory/index.ts';
import { between, CLOSED, countOf, FIFO, PRIORITY, QUEUE, type Order } from './layout.ts';
import { mailOf, type Mail } from './mail.ts';
import { InHand } from './in-hand.ts';
import { giveBack, type Parcel } from './parcel.ts';
import { packKey } from './priority-key.ts';
import { Ring } from './ring.ts';
import { Shelf } from './shelf.ts';
import { LATER, NOT_NOW, OK, SEEN, SHUT, type Store } from './store.ts';

/** Nothing to be had now. */
const NOTHING: unique symbol = Symbol('nothing') as never;

/** Until an agent that did not get in tries again, in milliseconds. */
const RETRY_MS = 5;

const DONE: Promise<void> = Promise.resolve();

export class Channel {
  readonly program: Program;
  readonly at: Address;
  readonly maxsize: number;
  readonly #maxBytes: number;
  readonly #order: Order;
  readonly #store: Store;
  readonly #mail: Mail;
  readonly #spin: Spin;
  readonly #hope: Hope;
  readonly #what: string;
  /** Whether the last try did not get in. */
  #later = false;

  /** `what` names the queue in errors. */
  constructor(program: Program, at: Address, type: string, name: string | undefined) {
    const { words, host } = program;
    this.program = program;
    this.at = at;
    this.maxsize = words.load(at + QUEUE.maxsize);
    this.#maxBytes = words.load(at + QUEUE.maxBytes);
    this.#order = words.load(at + QUEUE.order) as Order;
    this.#store = this.#order === FIFO ? new Ring(program, at) : new Shelf(program, at);
    this.#mail = mailOf(program);
    this.#spin = new Spin(() => host.now(), host.parallelism());
    this.#hope = EarlyLook.hope(host);
    this.#what = `${type} ${labelOf(name, at)}`;
  }

  // Putting. What is in flight with an item is given back in every way in which it is not put.

  putNowait(value: unknown): void {
    const parcel = this.#pack(value);
    try {
      if (!this.#tryPut(parcel)) throw this.#refused(undefined);
    } catch (error) {
      giveBack(this.program, parcel.handles);
      throw error;
    }
  }

  putSync(value: unknown, options: WaitSyncOptions | undefined): void {
    const timeout = options === undefined ? Infinity : timeoutOf(options);
    const parcel = this.#pack(value);
    try {
      if (!this.#tryPut(parcel)) this.#putBlocking(keep(parcel), timeout);
    } catch (error) {
      giveBack(this.program, parcel.handles);
      throw error;
    }
  }

  /** Apart, because what a closure captures costs an allocation even where the closure is not made. */
  #putBlocking(parcel: Parcel, timeout: number): void {
    if (timeout === 0) throw this.#refused(timeout);
    const hand = new InHand(this.program, parcel);
    try {
      const attempt = (): true | undefined => hand.attempt(() => this.#tryPut(parcel));
      const point = this.at + QUEUE.gets;
      const done = waitSync(this.program, point, attempt, deadlineOf(timeout), 'queue.put()', this.#spin);
      if (done === undefined) throw this.#refused(timeout);
    } finally {
      hand.strike();
    }
  }

  put(owner: object, value: unknown, options: WaitOptions | undefined): Promise<void> {
    if (options === undefined) {
      try {
        return this.#putSoon(owner, this.#pack(value), Infinity, undefined);
      } catch (error) {
        return Promise.reject(error as Error);
      }
    }
    return this.#putWith(owner, value, options);
  }

  async #putWith(owner: object, value: unknown, options: WaitOptions): Promise<void> {
    const timeout = timeoutOf(options);
    if (options.signal?.aborted === true) throw options.signal.reason;
    return this.#putSoon(owner, this.#pack(value), timeout, options.signal);
  }

  #putSoon(owner: object, parcel: Parcel, timeout: number, signal: AbortSignal | undefined): Promise<void> {
    try {
      if (this.#tryPut(parcel)) return DONE;
      if (timeout === 0) throw this.#refused(timeout);
      return this.#putLater(owner, keep(parcel), timeout, signal);
    } catch (error) {
      giveBack(this.program, parcel.handles);
      throw error;
    }
  }

  async #putLater(
    owner: object,
    parcel: Parcel,
    timeout: number,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const hand = new InHand(this.program, parcel);
    const attempt = (): true | undefined => hand.attempt(() => this.#tryPut(parcel));
    try {
      const point = this.at + QUEUE.gets;
      const done = await this.program.waits.wait(
        owner,
        point,
        attempt,
        deadlineOf(timeout),
        signal,
        this.#hope,
      );
      if (done === undefined) throw this.#refused(timeout);
    } catch (error) {
      hand.strike();
      giveBack(this.program, parcel.handles);
      throw error;
    }
  }

  #pack(value: unknown): Parcel {
    const key = this.#order === PRIORITY ? packKey(value) : undefined;
    const parcel = this.#mail.pack(value);
    if (this.#maxBytes !== 0 && parcel.length > this.#maxBytes) {
      giveBack(this.program, parcel.handles);
      throw new RangeError(
        `Cannot put into ${this.#what}: the item has ${parcel.length} bytes, and maxBytes is ${this.#maxBytes}`,
      );
    }
    return key === undefined ? parcel : { ...parcel, key };
  }

  /** One try; false when there is no room. */
  #tryPut(parcel: Parcel): boolean {
    const outcome = this.#store.put(parcel);
    this.#later = outcome === LATER;
    if (this.#later) this.#lookAgain(this.at + QUEUE.gets);
    if (outcome === NOT_NOW || this.#later) return false;
    if (outcome === SHUT) throw new ShutDown(`Cannot put into ${this.#what}: it was shut down`);
    wakeOne(this.program, this.at + QUEUE.puts);
    return true;
  }

  #refused(timeout: number | undefined): Full | AbandonedError {
    if (this.#later) return this.#heldError('put into');
    const after = timeout === undefined || timeout === 0 ? '' : ` after ${timeout} ms`;
    return new Full(`Cannot put into ${this.#what}: it is full${after}`);
  }

  // Getting.

  getNowait(): unknown {
    const item = this.#tryGet();
    if (item === NOTHING) throw this.#nothing(undefined);
    return item;
  }

  getSync(options: WaitSyncOptions | undefined): unknown {
    const timeout = options === undefined ? Infinity : timeoutOf(options);
    const item = this.#tryGet();
    return item === NOTHING ? this.#getBlocking(timeout) : item;
  }

  #getBlocking(timeout: number): unknown {
    if (timeout === 0) throw this.#nothing(timeout);
    let item: unknown = NOTHING;
    const attempt = (): true | undefined => (item = this.#tryGet()) !== NOTHING || undefined;
    const point = this.at + QUEUE.puts;
    waitSync(this.program, point, attempt, deadlineOf(timeout), 'queue.get()', this.#spin);
    if (item === NOTHING) throw this.#nothing(timeout);
    return item;
  }

  get(owner: object, options: WaitOptions | undefined): Promise<unknown> {
    try {
      const timeout = options === undefined ? Infinity : timeoutOf(options);
      if (options?.signal?.aborted === true) throw options.signal.reason;
      const item = this.#tryGet();
      if (item !== NOTHING) return Promise.resolve(item);
      if (timeout === 0) throw this.#nothing(timeout);
      return this.#getLater(owner, timeout, options?.signal);
    } catch (error) {
      return Promise.reject(error as Error);
    }
  }

  async #getLater(owner: object, timeout: number, signal: AbortSignal | undefined): Promise<unknown> {
    // In a box: an item may be undefined, which means "not yet" to a wait.
    const attempt = (): { readonly item: unknown } | undefined => {
      const item = this.#tryGet();
      return item === NOTHING ? undefined : { item };
    };
    const point = this.at + QUEUE.puts;
    const got = await this.program.waits.wait(owner, point, attempt, deadlineOf(timeout), signal, this.#hope);
    if (got === undefined) throw this.#nothing(timeout);
    return got.item;
  }

  #tryGet(): unknown {
    for (;;) {
      const { inbox } = this.#mail;
      const outcome = this.#store.take(inbox);
      if (outcome === OK) {
        if (this.maxsize !== 0 || this.#maxBytes !== 0) this.#wakePutters();
        return this.#mail.unpack(inbox);
      }
      this.#later = outcome === LATER;
      if (this.#later) this.#lookAgain(this.at + QUEUE.puts);
      if (outcome === NOT_NOW || this.#later) return NOTHING;
      if (outcome === SHUT)
        throw new ShutDown(`Cannot get from ${this.#what}: it was shut down and is empty`);
      const seen = this.#open();
      if (seen !== NOTHING) return seen;
    }
  }

  /** Decodes what is in the inbox and still in the queue; NOTHING when somebody else was faster. */
  #open(): unknown {
    const inbox = this.#mail.detach();
    let item: unknown;
    try {
      item = this.#mail.unpack(inbox);
    } catch (error) {
      this.#mail.discard(inbox);
      if (!this.#isNext(inbox.ticket)) return NOTHING;
      // It stays for whoever can decode it, and who was woken for it is this one.
      wakeOne(this.program, this.at + QUEUE.puts);
      throw error;
    }
    if (!this.#store.settle(inbox)) {
      this.#mail.discard(inbox);
      return NOTHING;
    }
    this.#wakePutters();
    giveBack(this.program, inbox.handles);
    return item;
  }

  #isNext(ticket: number): boolean {
    return ((this.program.words.load(this.at + QUEUE.gets) ^ ticket) & ~CLOSED) === 0;
  }

  #wakePutters(): void {
    if (this.#maxBytes === 0) wakeOne(this.program, this.at + QUEUE.gets);
    else wakeAll(this.program, this.at + QUEUE.gets);
  }

  #nothing(timeout: number | undefined): Empty | AbandonedError {
    if (this.#later) return this.#heldError('get from');
    const after = timeout === undefined || timeout === 0 ? '' : ` after ${timeout} ms`;
    return new Empty(`Cannot get from ${this.#what}: it is empty${after}`);
  }

  /** Nobody tells when a latch is free again. */
  #lookAgain(point: Address): void {
    setTimeout(() => this.program.waits.serve(point), RETRY_MS);
  }

  #heldError(doing: string): AbandonedError {
    return new AbandonedError(
      `Cannot ${doing} ${this.#what} now: another thread, which may have ended, is at it; try again`,
    );
  }

  // The rest.

  /** How many items are in it, exact at one moment of the call. */
  get size(): number {
    const { words } = this.program;
    for (;;) {
      const gets = words.load(this.at + QUEUE.gets);
      const puts = words.load(this.at + QUEUE.puts);
      if (words.load(this.at + QUEUE.gets) === gets) return between(countOf(puts), countOf(gets));
    }
  }

  /** How many were put so far, as `between` counts. */
  get puts(): number {
    return countOf(this.program.words.load(this.at + QUEUE.puts));
  }

  get full(): boolean {
    const { size } = this;
    if (this.maxsize !== 0 && size >= this.maxsize) return true;
    return this.#maxBytes !== 0 && size > 0 && this.#store.bytes() >= this.#maxBytes;
  }

  get isShut(): boolean {
    return (this.program.words.load(this.at + QUEUE.puts) & CLOSED) !== 0;
  }

  /** From now on nothing is put; whoever waits looks again. */
  shut(): void {
    if (!this.#store.close()) throw this.#heldError('shut down');
    wakeAll(this.program, this.at + QUEUE.puts);
    wakeAll(this.program, this.at + QUEUE.gets);
  }

  /** Takes one item out and drops it; false when there is none. */
  discard(): boolean {
    const { inbox } = this.#mail;
    for (;;) {
      const outcome = this.#store.take(inbox);
      if (outcome === OK) return true;
      if (outcome === LATER) throw this.#heldError('empty');
      if (outcome !== SEEN) return false;
      if (!this.#store.settle(inbox)) continue;
      giveBack(this.program, inbox.handles);
      return true;
    }
  }
}

/** A parcel of its own: the one that was made lasts only until the next. */
function keep({ ints, length, handles, custom, key }: Parcel): Parcel {
  return { ints: ints.slice(0, (length + 3) >>> 2), length, handles: [...handles], custom, key };
}
