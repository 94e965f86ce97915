/**
 * Queues' stores without a runtime: agents over one memory, any of which may die at any step, and a plain model that
 * says what must be in the queue.
 *
 * @module
 */

import { Program } from '../../src/agent/program.ts';
import type { Host } from '../../src/host/host.ts';
import { claimSlot, createWindow, freeSlot, HEADER, KIND, type ThreadWords } from '../../src/memory/index.ts';
import { Inbox } from '../../src/queue/inbox.ts';
import { between, countOf, FIFO, LIFO, PRIORITY, QUEUE, type Order } from '../../src/queue/layout.ts';
import { layQueue, type Bounds } from '../../src/queue/lay-queue.ts';
import { giveBack, type Parcel } from '../../src/queue/parcel.ts';
import { packKey } from '../../src/queue/priority-key.ts';
import { Ring } from '../../src/queue/ring.ts';
import { Shelf } from '../../src/queue/shelf.ts';
import { NOT_NOW, OK, SEEN, type Store } from '../../src/queue/store.ts';
import '../../src/queue/index.ts';
import { Died, MortalWords } from './mortal-words.ts';

const host = { canBlock: false, now: () => performance.now(), parallelism: () => 1, threads: {} };

export interface Item {
  /** Which put it was; its words follow from it. */
  readonly id: number;
  readonly key: number;
  readonly length: number;
  /** A block in flight with it, 0 where there is none. */
  readonly handle: number;
}

/** Fails the test; `expect` costs more than all that is tested here. */
export function check(right: boolean, what: string): void {
  if (!right) throw new Error(what);
}

/** Mulberry32. */
export function random(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

function wordOf(id: number, index: number): number {
  return Math.imul(id * 977 + index + 1, 0x9e3779b1);
}

export class StoreBench {
  readonly words: ThreadWords = createWindow();
  readonly program: Program = this.#program(this.words);
  #ids = 0;

  #program(words: ThreadWords): Program {
    return new Program(host as unknown as Host, words, claimSlot(words), 'test');
  }

  lay(order: Order, bounds: Bounds = {}): number {
    return layQueue(this.program, order, 'Queue', bounds);
  }

  /** A new item; about one in `handles` has a block in flight, of which the test keeps a reference too. */
  item(next: (below: number) => number, handles = 0): Item {
    return this.sized(next(8) === 0 ? next(2400) : next(120), next, handles);
  }

  sized(length: number, next: (below: number) => number = () => 0, handles = 0): Item {
    const handle = handles > 0 && next(handles) === 0 ? this.program.blocks.allocate(KIND.bytes, 4) : 0;
    return { id: (this.#ids += 1), key: next(7), length, handle };
  }

  parcel(item: Item, order: Order, program: Program = this.program): Parcel {
    const ints = Int32Array.from({ length: (item.length + 3) >>> 2 }, (_, index) => wordOf(item.id, index));
    const handles = item.handle === 0 ? [] : [item.handle];
    for (const at of handles) program.blocks.retain(at);
    const parcel = { ints, length: item.length, handles, custom: false };
    return order === PRIORITY ? { ...parcel, key: packKey(item.key) } : parcel;
  }

  /** Runs `body` as a new agent that dies at its `steps`-th step; true when `body` came to its end. */
  dying(steps: number, body: (program: Program) => void): boolean {
    const mortal = new MortalWords(this.words.memory);
    const program = this.#program(mortal);
    mortal.left = steps;
    try {
      body(program);
      return true;
    } catch (error) {
      if (!(error instanceof Died)) throw error;
      return false;
    } finally {
      freeSlot(this.words, program.me);
    }
  }

  references(at: number): number {
    return this.words.load(at - 3);
  }

  /** How many blocks are not free: those of the heap, one after the other. */
  blocksInUse(): number {
    const { words } = this;
    let count = 0;
    words.reach(words.load(HEADER.bump) - 1);
    for (let block = this.#heap; block < words.load(HEADER.bump);) {
      if (words.load(block + 1) !== 0) count += 1;
      block += 8 << (words.load(block + 2) & 0xff);
    }
    return count;
  }

  readonly #heap: number = this.words.load(HEADER.bump);
}

/** A queue's store and what must be in it. */
export class Checked {
  readonly bench: StoreBench;
  readonly order: Order;
  readonly at: number;
  readonly inside: Item[] = [];
  readonly inbox: Inbox = new Inbox();
  readonly bounds: Bounds;

  constructor(bench: StoreBench, order: Order, bounds: Bounds = {}) {
    this.bench = bench;
    this.order = order;
    this.bounds = bounds;
    this.at = bench.lay(order, bounds);
  }

  store(program: Program = this.bench.program): Store {
    return this.order === FIFO ? new Ring(program, this.at) : new Shelf(program, this.at);
  }

  get size(): number {
    const { words } = this.bench;
    return between(countOf(words.load(this.at + QUEUE.puts)), countOf(words.load(this.at + QUEUE.gets)));
  }

  /** The item that must come out next. */
  get next(): Item | undefined {
    if (this.order === FIFO) return this.inside[0];
    if (this.order === LIFO) return this.inside.at(-1);
    const keys = this.inside.map(({ key }) => key);
    return this.inside[keys.indexOf(Math.min(...keys))];
  }

  remove(item: Item): void {
    this.inside.splice(this.inside.indexOf(item), 1);
  }

  /** True when it was put; checks that it was refused for no other reason than a bound. */
  put(item: Item, store: Store = this.store(), program: Program = this.bench.program): boolean {
    const outcome = store.put(this.bench.parcel(item, this.order, program));
    if (outcome === OK) {
      this.inside.push(item);
      return true;
    }
    check(outcome === NOT_NOW, `put gave ${outcome}`);
    const { maxsize = Infinity, maxBytes = Infinity } = this.bounds;
    const bytes = this.inside.reduce((sum, { length }) => sum + length, 0);
    check(this.inside.length >= maxsize! || bytes + item.length > maxBytes!, 'refused without a reason');
    giveBack(program, item.handle === 0 ? [] : [item.handle]);
    return false;
  }

  /** Takes the next item out and checks every word of it; undefined when the queue is empty. */
  take(store: Store = this.store(), program: Program = this.bench.program): Item | undefined {
    const outcome = store.take(this.inbox);
    const item = this.next;
    if (item === undefined) {
      check(outcome === NOT_NOW, `take gave ${outcome} of an empty queue`);
      return undefined;
    }
    check(outcome === (item.handle === 0 ? OK : SEEN), `take gave ${outcome}`);
    this.#checkInbox(item);
    if (outcome === SEEN) {
      check(store.settle(this.inbox), 'settle was refused');
      check(this.bench.references(item.handle) > 1, 'a handle was given back too early');
      giveBack(program, this.inbox.handles);
    }
    this.remove(item);
    return item;
  }

  #checkInbox(item: Item): void {
    const { bytes, length, handles } = this.inbox;
    check(length === item.length, `item ${item.id} has ${length} bytes, not ${item.length}`);
    check(
      handles.join() === (item.handle === 0 ? '' : String(item.handle)),
      `item ${item.id} has other handles`,
    );
    const ints = new Int32Array(bytes.buffer);
    for (let index = 0; index < (length + 3) >>> 2; index += 1)
      if (ints[index] !== wordOf(item.id, index)) throw new Error(`item ${item.id} is torn at word ${index}`);
  }

  /** Takes everything out. */
  drain(): void {
    while (this.take() !== undefined);
    check(this.size === 0, `${this.size} items are left`);
  }

  /** `count` puts and gets as chance has it. */
  churn(next: (below: number) => number, count: number, handles = 0): void {
    const store = this.store();
    for (let turn = 0; turn < count; turn += 1) {
      if (next(9) < 5) this.put(this.bench.item(next, handles), store);
      else this.take(store);
      check(this.size === this.inside.length, `${this.size} items, not ${this.inside.length}`);
    }
  }
}
