/**
 * One direction of a pipe: a queue's ring of bytes, bounded, in which messages stand one behind the other.
 *
 * A message is put by one store and taken out by one, as a queue's item is (queue/ring.ts): whoever dies in the midst has
 * put none and taken none. Readers wait for PUTS and writers for GETS to change. Every put wakes all readers, because
 * one who only wanted to know whether there is something takes nothing and would keep the wake-up from another.
 *
 * Where several share an end, each message goes whole to one of them, and all writers' messages have one order.
 *
 * @module
 */

import { EarlyLook } from '../../agent/early-look.ts';
import type { Hope } from '../../agent/hope.ts';
import type { Program } from '../../agent/program.ts';
import { Spin } from '../../agent/spin.ts';
import { wakeAll } from '../../agent/wait-point.ts';
import type { Address, Handle } from '../../memory/index.ts';
import type { Inbox } from '../../queue/inbox.ts';
import { CLOSED, COUNT_MASK, QUEUE } from '../../queue/layout.ts';
import type { Parcel } from '../../queue/parcel.ts';
import { Ring } from '../../queue/ring.ts';
import { NOT_NOW, OK, SEEN, SHUT, type Outcome } from '../../queue/store.ts';

/** How one try went; undefined: not now. */
export type Tried = 'done' | 'ended' | undefined;

export class Lane {
  readonly program: Program;
  readonly at: Address;
  readonly spin: Spin;
  readonly hope: Hope;
  readonly #ring: Ring;
  readonly #other: Handle;

  /** `other` is the end that is on the other side of it. */
  constructor(program: Program, at: Address, other: Handle) {
    const { host, blocks } = program;
    blocks.meet(at);
    this.program = program;
    this.at = at;
    this.spin = new Spin(() => host.now(), host.parallelism());
    this.hope = EarlyLook.hope(host);
    this.#ring = new Ring(program, at);
    this.#other = other;
  }

  /** Where readers wait. */
  get puts(): Address {
    return this.at + QUEUE.puts;
  }

  /** Where writers wait. */
  get gets(): Address {
    return this.at + QUEUE.gets;
  }

  put(parcel: Parcel): Tried {
    // Asked first: the lane of one that died is open until its death has been seen to.
    if (!this.#isHeld) return 'ended';
    const outcome = this.#ring.put(parcel);
    if (outcome === OK) {
      wakeAll(this.program, this.puts);
      return 'done';
    }
    return outcome === SHUT ? 'ended' : undefined;
  }

  /** Takes the next message into the inbox. */
  take(inbox: Inbox): Tried {
    for (;;) {
      const outcome = this.#ring.take(inbox);
      if (outcome === OK || (outcome === SEEN && this.#ring.settle(inbox))) {
        wakeAll(this.program, this.gets);
        return 'done';
      }
      if (outcome !== SEEN) return this.#without(outcome, inbox);
    }
  }

  #without(outcome: Outcome, inbox: Inbox): Tried {
    if (outcome === SHUT) return 'ended';
    if (outcome !== NOT_NOW || this.#isHeld) return undefined;
    // Between the look and the question the other end may have sent its last, and gone.
    return this.#hasItem ? this.take(inbox) : 'ended';
  }

  /** Whether there is a message, or never will be one. */
  get ready(): boolean {
    return this.#hasItem || (this.program.words.load(this.puts) & CLOSED) !== 0 || !this.#isHeld;
  }

  get #hasItem(): boolean {
    const { words } = this.program;
    return ((words.load(this.gets) ^ words.load(this.puts)) & COUNT_MASK) !== 0;
  }

  get #isHeld(): boolean {
    return this.program.blocks.isHeld(this.#other);
  }
}
