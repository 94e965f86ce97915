/**
 * A pipe's end as a Connection stands on it: two lanes in memory that processes share, or one.
 *
 * This agent's use of an end is one reference to its block, which `close` gives back, or the wrapper's collection, or
 * the agent's death; see end.ts for what the last reference does.
 *
 * @module
 */

import { labelOf, type HandleData } from '../../agent/primitive.ts';
import type { Program } from '../../agent/program.ts';
import { waitSync } from '../../agent/wait-point.ts';
import { KIND, type Address } from '../../memory/index.ts';
import { InHand } from '../../queue/in-hand.ts';
import type { Inbox } from '../../queue/inbox.ts';
import { mailOf, type Mail } from '../../queue/mail.ts';
import { CUSTOM, giveBack, MOST_BYTES, RAW, type Parcel } from '../../queue/parcel.ts';
import type { HandleSink } from '../../wire/decoder.ts';
import { END } from './end.ts';
import { Lane } from './lane.ts';
import { Turns } from './turns.ts';
import type { Outgoing, Receipt, Received, Sent, Transport, Wait } from './transport.ts';

export class PipeTransport implements Transport {
  readonly owner: Program;
  readonly label: string;
  readonly readable: boolean;
  readonly writable: boolean;
  readonly wrapperOf: HandleSink;
  readonly #at: Address;
  readonly #giveUp: () => void;
  readonly #mail: Mail;
  readonly #in: Lane | undefined;
  readonly #out: Lane | undefined;
  #closed = false;
  readonly #turns: Turns = new Turns();
  /** Asynchronous waits that are under way: whoever comes later goes behind them. */
  #receiving = 0;

  /** The reference to the end, which this agent already counts, becomes this transport's. */
  constructor(program: Program, at: Address) {
    const { words, blocks } = program;
    const other = { at: words.load(at + END.other), generation: words.load(at + END.otherGeneration) };
    blocks.meet(other.at);
    const lane = (which: Address): Lane | undefined => {
      const found = words.load(at + which);
      return found === 0 ? undefined : new Lane(program, found, other);
    };
    this.owner = program;
    this.label = labelOf(undefined, at);
    this.wrapperOf = (data) => program.decode(data);
    this.#at = at;
    this.#mail = mailOf(program);
    this.#in = lane(END.in);
    this.#out = lane(END.out);
    this.readable = this.#in !== undefined;
    this.writable = this.#out !== undefined;
    this.#giveUp = program.adoptUntilClosed(this, at);
  }

  // Sending.

  sendSync(message: Outgoing, deadline: number): Sent {
    const lane = this.#out as Lane;
    const parcel = parcelOf(message);
    const first = this.#isSendersTurn(lane) ? this.#trySend(lane, parcel) : undefined;
    if (first !== undefined) return first;
    const hand = new InHand(this.owner, parcel);
    try {
      const attempt = (): { readonly sent: Sent } | undefined =>
        this.#isSendersTurn(lane) ? this.#attemptSend(lane, parcel, hand) : undefined;
      const sent = waitSync(this.owner, lane.gets, attempt, deadline, 'connection.send()', lane.spin);
      return sent?.sent ?? 'late';
    } finally {
      hand.strike();
    }
  }

  async send(message: Outgoing, { deadline, signal }: Wait): Promise<Sent> {
    const lane = this.#out as Lane;
    const parcel = parcelOf(message);
    const first = this.#turns.free ? this.#trySend(lane, parcel) : undefined;
    if (first !== undefined) return first;
    const kept = {
      ...parcel,
      ints: parcel.ints.slice(0, (parcel.length + 3) >>> 2),
      handles: [...parcel.handles],
    };
    const hand = new InHand(this.owner, kept);
    const turn = this.#turns.enter();
    try {
      const attempt = (): { readonly sent: Sent } | undefined =>
        this.#turns.try(turn, () => this.#attemptSend(lane, kept, hand));
      const sent = await this.owner.waits.wait(this, lane.gets, attempt, deadline, signal, lane.hope);
      return sent?.sent ?? 'late';
    } finally {
      hand.strike();
      this.#turns.leave(turn);
      // One that gave up was perhaps all that those behind it waited for.
      if (!this.#turns.free) this.owner.waits.serve(lane.gets);
    }
  }

  /** Whether one that blocks may send: those that wait for this event loop are tried before it. */
  #isSendersTurn(lane: Lane): boolean {
    if (!this.#turns.free) this.owner.waits.serve(lane.gets);
    return this.#turns.free;
  }

  #trySend(lane: Lane, parcel: Parcel): Sent | undefined {
    if (this.#closed) return 'ended';
    const tried = lane.put(parcel);
    return tried === 'done' ? 'sent' : tried;
  }

  /** What is in flight with a message that waits is written down, but not while it may be in the lane already. */
  #attemptSend(lane: Lane, parcel: Parcel, hand: InHand): { readonly sent: Sent } | undefined {
    let sent: Sent | undefined;
    hand.attempt(() => (sent = this.#trySend(lane, parcel)) !== undefined);
    return sent && { sent };
  }

  // Receiving.

  receiveSync(receipt: Receipt, deadline: number): Received {
    const lane = this.#in as Lane;
    const first = this.#tryReceive(lane, receipt);
    if (first !== undefined) return first;
    const attempt = (): Received | undefined => this.#tryReceive(lane, receipt);
    return waitSync(this.owner, lane.puts, attempt, deadline, 'connection.recv()', lane.spin) ?? 'late';
  }

  async receive(receipt: Receipt, { deadline, signal }: Wait): Promise<Received> {
    const lane = this.#in as Lane;
    const attempt = (): Received | undefined => this.#tryReceive(lane, receipt);
    const first = this.#receiving === 0 ? attempt() : undefined;
    if (first !== undefined) return first;
    this.#receiving += 1;
    try {
      return (await this.owner.waits.wait(this, lane.puts, attempt, deadline, signal, lane.hope)) ?? 'late';
    } finally {
      this.#receiving -= 1;
    }
  }

  #tryReceive(lane: Lane, receipt: Receipt): Received | undefined {
    if (this.#closed) return 'ended';
    const tried = lane.take(this.#mail.inbox);
    if (tried !== 'done') return tried;
    // Where decoding runs code of the user's, that may receive too.
    const { inbox } = this.#mail;
    return this.#show((inbox.flags & CUSTOM) === 0 ? inbox : this.#mail.detach(), receipt);
  }

  #show({ bytes, length, flags, handles }: Inbox, receipt: Receipt): Received {
    if (length > receipt.maxLength) {
      giveBack(this.owner, handles);
      return 'too long';
    }
    receipt.read({ bytes, start: 0, end: length, isValue: (flags & RAW) === 0, handles });
    return 'received';
  }

  get ready(): boolean {
    return this.#closed || (this.#in as Lane).ready;
  }

  whenReadySync(deadline: number): boolean {
    const { puts, spin } = this.#in as Lane;
    const attempt = (): true | undefined => this.ready || undefined;
    return attempt() ?? waitSync(this.owner, puts, attempt, deadline, 'connection.poll()', spin) ?? false;
  }

  async whenReady({ deadline, signal }: Wait): Promise<boolean> {
    const attempt = (): true | undefined => this.ready || undefined;
    const { puts, hope } = this.#in as Lane;
    return attempt() ?? (await this.owner.waits.wait(this, puts, attempt, deadline, signal, hope)) ?? false;
  }

  close(): void {
    this.#closed = true;
    // While the lanes are there: who waits here looks at them once more.
    for (const point of [this.#in?.puts, this.#out?.gets]) {
      if (point !== undefined) this.owner.waits.serve(point);
    }
    this.#giveUp();
  }

  handle(): HandleData {
    const at = this.#at;
    const { generation } = this.owner.blocks.handle(at);
    return {
      type: 'Connection',
      kind: KIND.end,
      scope: 'process',
      at,
      generation,
      name: undefined,
      flags: 0,
    };
  }
}

/** Over the message's own bytes, where they stand as words do. */
function parcelOf({ bytes, isValue, custom, handles }: Outgoing): Parcel {
  const { length } = bytes;
  if (length > MOST_BYTES) {
    throw new RangeError(`Cannot send a message of ${length} bytes: at most ${MOST_BYTES} can be sent`);
  }
  return { ints: intsOf(bytes), length, handles, custom, raw: !isValue };
}

function intsOf({ buffer, byteOffset, length }: Uint8Array): Int32Array {
  const words = (length + 3) >>> 2;
  if (byteOffset % 4 === 0 && byteOffset + words * 4 <= buffer.byteLength) {
    return new Int32Array(buffer, byteOffset, words);
  }
  const copy = new Int32Array(words);
  new Uint8Array(copy.buffer).set(new Uint8Array(buffer, byteOffset, length));
  return copy;
}
