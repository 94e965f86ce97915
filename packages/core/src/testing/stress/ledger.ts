import { CancelledError, StateError, TimeoutError } from '../../errors.ts';
import type { Future } from '../../futures/index.ts';
import { read, type Board } from '../board.ts';
import { CheckError, ok } from '../check.ts';
import { BEGUN, itemOf, OVER, type Item, type Order } from './pool.tasks.ts';

/** What was done to a call besides. */
export interface Hindrance {
  cancelled: boolean;
  timeout: boolean;
}

/** Why a call was stopped that is stopped from outside. */
export const STOP = 'stop';

interface Entry {
  readonly order: Order;
  readonly hindrance: Hindrance;
  /** How often its future told of its end. */
  told: number;
  how: 'pending' | 'returned' | 'failed' | 'cancelled' | 'timed out' | 'stopped' | 'lost';
}

/** All calls of a storm, and what became of each. */
export class Ledger {
  readonly #board: Board;
  readonly #entries: Entry[] = [];
  /** The last item that came of each call. */
  readonly #items: Map<number, number> = new Map();
  pending = 0;
  wrong: unknown;

  constructor(board: Board) {
    this.#board = board;
  }

  get count(): number {
    return this.#entries.length;
  }

  add(order: Order, future: Future<number>, hindrance: Hindrance): void {
    const entry: Entry = { order, hindrance, told: 0, how: 'pending' };
    this.#entries.push(entry);
    this.pending += 1;
    future.addDoneCallback(() => (entry.told += 1));
    future.then(
      (value) => this.#end(entry, () => this.#returned(entry, value)),
      (reason: unknown) => this.#end(entry, () => this.#rejected(entry, reason)),
    );
  }

  #end(entry: Entry, judge: () => Entry['how']): void {
    this.pending -= 1;
    try {
      entry.how = judge();
    } catch (error) {
      this.wrong ??= error;
    }
  }

  #returned({ order }: Entry, value: number): 'returned' {
    ok(order.end === 'return' && value === order.id, `${JSON.stringify(order)} returned ${value}`);
    return 'returned';
  }

  #rejected({ order, hindrance }: Entry, reason: unknown): Entry['how'] {
    if (reason === STOP && order.end === 'stay') return 'stopped';
    if (reason instanceof CancelledError && hindrance.cancelled) return 'cancelled';
    if (reason instanceof TimeoutError && hindrance.timeout) return 'timed out';
    if (reason instanceof StateError && /before it was done/.test(reason.message)) return 'lost';
    if (reason instanceof Error && reason.message === `order ${order.id}` && order.end === 'throw')
      return 'failed';
    throw new CheckError(`${JSON.stringify(order)} was rejected with ${String(reason)}`);
  }

  /** An item that came from the queue. */
  item([id, number, bytes]: Item): void {
    const [, , right] = itemOf(id, number);
    const whole = bytes.length === right.length && bytes.every((byte, at) => byte === right[at]);
    ok(whole, `item ${number} of ${id} is torn`);
    ok(
      number === (this.#items.get(id) ?? -1) + 1,
      `item ${number} of ${id} came after ${this.#items.get(id)}`,
    );
    this.#items.set(id, number);
  }

  /** How many calls ended so. */
  number(how: Entry['how']): number {
    return this.#entries.filter((entry) => entry.how === how).length;
  }

  /** When nothing is under way any more. `ended` is how many workers have. */
  close(ended: number): void {
    let unbegun = 0;
    for (const { order, told, how } of this.#entries) {
      const { id } = order;
      const begun = read(this.#board, BEGUN + id) % OVER;
      const what = `call ${id}, ${order.end}, ${how}`;
      ok(begun <= 1, `${what} began ${begun} times`);
      ok(told === 1, `${what}: its future told ${told} times of its end`);
      ok(how !== 'cancelled' || begun === 0, `${what} was cancelled, and began`);
      if (how === 'returned') ok(begun === 1 && this.#items.get(id) === 0, `${what}: its item is lost`);
      if (begun === 0) ok(!this.#items.has(id), `${what} did not begin, and put an item`);
      if (how === 'lost' && begun === 0) unbegun += 1;
    }
    // What a worker had taken and not begun, or was sent.
    ok(unbegun <= ended * 4, `${unbegun} calls that did not begin are lost with ${ended} workers`);
  }

  toString(): string {
    const hows = ['returned', 'failed', 'cancelled', 'timed out', 'stopped', 'lost', 'pending'] as const;
    return `${this.count} calls: ${hows.map((how) => `${this.number(how)} ${how}`).join(', ')}`;
  }
}
