/**
 * Results as the owner takes them in: most are in their place, some come in two parts, by message too.
 *
 * @module
 */

import type { Program } from '../../agent/program.ts';
import type { Address, AgentId } from '../../memory/index.ts';
import { Decoder } from '../../wire/decoder.ts';
import { readRecord } from '../../wire/record.ts';
import { asError } from '../../lifecycle/as-error.ts';
import { blockedByMessage } from '../refuse-to-block.ts';
import { PLACE, RETURNED, SENT, SKIPPED, UNREAD } from './layout.ts';
import { Sheet } from './payload.ts';
import { takerOf } from './place-state.ts';
import type { Aside } from './aside.ts';

export interface Result {
  readonly failed: boolean;
  readonly value: unknown;
  readonly cancelled: boolean;
  /** The one or the other side could not make sense of what came. */
  readonly unread: boolean;
}

export class Results {
  readonly #program: Program;
  readonly #sheet: Sheet = new Sheet();
  /** What has come by message for a place. */
  readonly #asides: Map<Address, readonly object[]> = new Map();
  /** Places that are done, and wait for their message. */
  readonly #due: Set<Address> = new Set();

  constructor(program: Program) {
    this.#program = program;
  }

  isSent(place: Address): boolean {
    return this.#program.words.ints[place + PLACE.what] === SENT;
  }

  receive({ place, aside }: Aside): void {
    this.#asides.set(place, aside);
  }

  /** Whether a place's result waits for what only the event loop can take in. */
  needsLoop(place: Address): boolean {
    return this.#due.has(place) && this.#program.host.threads.receiveNow === undefined;
  }

  /** Refuses to block until all calls are over, when all that are not wait for the event loop. */
  refuseToBlock(outstanding: number, pool: string): void {
    if (outstanding === 0 || this.#due.size < outstanding) return;
    if (this.#program.host.threads.receiveNow === undefined) throw blockedByMessage(pool, 'pool.shutdown()');
  }

  /** Whether results of a worker wait for their messages. */
  areDueOf(worker: AgentId): boolean {
    return [...this.#due].some((place) => takerOf(this.#program.words, place) === worker);
  }

  isDue(place: Address): boolean {
    return this.#due.has(place);
  }

  /** Whether a result's message is there; looks into the port, so that nobody needs the event loop for it. */
  take(place: Address, port: object | undefined): boolean {
    const { receiveNow } = this.#program.host.threads;
    while (!this.#asides.has(place) && receiveNow !== undefined && port !== undefined) {
      const received = receiveNow(port);
      if (received === undefined) break;
      this.receive(received.message as Aside);
    }
    if (this.#asides.has(place)) return true;
    this.#due.add(place);
    return false;
  }

  /** Nothing comes any more for what is in a place. */
  forget(place: Address): void {
    this.#asides.delete(place);
    this.#due.delete(place);
  }

  read(place: Address): Result {
    const { words } = this.#program;
    const how = words.ints[place + PLACE.what] as number;
    if (how === SKIPPED) return { failed: false, value: undefined, cancelled: true, unread: false };
    try {
      const length = this.#sheet.read(this.#program, place);
      const value = this.#decode(place, length);
      return { failed: how !== RETURNED && how !== SENT, value, cancelled: false, unread: how === UNREAD };
    } catch (error) {
      return { failed: true, value: asError(error), cancelled: false, unread: true };
    }
  }

  #decode(place: Address, length: number): unknown {
    const { bytes } = this.#sheet;
    const wrapperOf = this.#program.decode.bind(this.#program);
    const aside = this.#asides.get(place);
    if (aside === undefined) return readRecord(bytes, 0, length, wrapperOf);
    this.#asides.delete(place);
    this.#due.delete(place);
    return new Decoder().record(bytes, 0, length, wrapperOf, aside);
  }
}
