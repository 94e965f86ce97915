/**
 * How this agent's values become records and records values: one per program, used again for every item.
 *
 * @module
 */

import type { HandleData } from '../agent/primitive.ts';
import type { Program } from '../agent/program.ts';
import { SerializationError } from '../errors.ts';
import { KIND, type Address } from '../memory/index.ts';
import { readRecord, RecordWriter, type RecordOptions } from '../wire/record.ts';
import { Inbox } from './inbox.ts';
import { giveBack, MOST_BYTES, type Parcel } from './parcel.ts';

export class Mail {
  readonly #program: Program;
  readonly #options: RecordOptions;
  readonly #parcel: Sheet = new Sheet();
  #unpacking: Inbox | undefined;
  /** For the next item. */
  inbox: Inbox = new Inbox();

  constructor(program: Program) {
    this.#program = program;
    this.#options = { root: 'item', owner: program };
  }

  /** A value as a parcel, which is valid until the next one is made. Its handles are in flight from here on. */
  pack(value: unknown): Parcel {
    const writer = RecordWriter.idle();
    const length = writer.write(value, this.#options);
    const parcel = this.#parcel;
    parcel.fill(writer, length);
    if (length > MOST_BYTES) {
      giveBack(this.#program, parcel.handles);
      throw new SerializationError(
        `Cannot put item: it has ${length} bytes, at most ${MOST_BYTES} can be put`,
        'item',
      );
    }
    return parcel;
  }

  /** The inbox for an item whose decoding runs other code, which may itself get something. */
  detach(): Inbox {
    const { inbox } = this;
    this.inbox = new Inbox();
    return inbox;
  }

  /** The value in the inbox. What it refers to is retained for its wrappers; what was in flight stays so. */
  unpack(inbox: Inbox): unknown {
    if (inbox.flags === 0) return readRecord(inbox.bytes, 0, inbox.length, this.#wrapperOf);
    // Code of the user's, which decoding may run, may unpack something too.
    const outer = this.#unpacking;
    this.#unpacking = inbox;
    try {
      return readRecord(inbox.bytes, 0, inbox.length, this.#wrapperOf);
    } finally {
      this.#unpacking = outer;
    }
  }

  /** When what was unpacked is somebody else's: nobody here has the ends that came with it. */
  discard({ ends }: Inbox): void {
    for (const end of ends.splice(0)) end[Symbol.dispose]();
  }

  readonly #wrapperOf = (data: HandleData): object => {
    const program = this.#program.home(data.scope);
    const { blocks } = program;
    blocks.meet(data.at);
    // The item may be somebody else's by now, and its block free, or another's. So first a reference, then a look.
    const counted = blocks.tryRetain(data.at);
    if (counted && blocks.is(data, data.kind)) {
      const wrapper = program.decode(data);
      if (data.kind === KIND.end) this.#unpacking?.ends.push(wrapper as Disposable);
      return wrapper;
    }
    if (counted) program.release(data.at);
    throw blocks.stale(data);
  };
}

/** The parcel that is filled anew for each value. */
class Sheet implements Parcel {
  #bytes: Uint8Array | undefined;
  ints: Int32Array = new Int32Array();
  length = 0;
  handles: readonly Address[] = [];
  custom = false;

  fill(writer: RecordWriter, length: number): void {
    const { bytes } = writer;
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.ints = new Int32Array(bytes.buffer);
    }
    this.length = length;
    this.handles = writer.handles;
    this.custom = writer.custom;
  }
}

const MAILS: WeakMap<Program, Mail> = new WeakMap();

export function mailOf(program: Program): Mail {
  let mail = MAILS.get(program);
  if (mail === undefined) MAILS.set(program, (mail = new Mail(program)));
  return mail;
}
