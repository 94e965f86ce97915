/**
 * How this agent's values become records and records values: one codec and one inbox per program, used again for
 * every item.
 *
 * @module
 */

import type { Program } from '../agent/program.ts';
import { SerializationError } from '../errors.ts';
import type { Address } from '../memory/index.ts';
import { decode } from '../wire/decode.ts';
import { encode } from '../wire/encode.ts';
import { Inbox } from './inbox.ts';
import { giveBack, MOST_BYTES, type Parcel } from './parcel.ts';

export class Mail {
  readonly #program: Program;
  /** For the next item. */
  inbox: Inbox = new Inbox();

  constructor(program: Program) {
    this.#program = program;
  }

  /** A value as a parcel, which is valid until the next one is made. Its handles are in flight from here on. */
  pack(value: unknown): Parcel {
    const program = this.#program;
    const handles: Address[] = [];
    const { bytes } = encode(value, {
      root: 'item',
      aside: false,
      handleOf: (object) => {
        const handle = program.encode(object);
        if (handle !== undefined) handles.push(handle.at);
        return handle;
      },
      forget: (count) => giveBack(program, handles.splice(handles.length - count)),
    });
    if (bytes.length > MOST_BYTES) throw new SerializationError('Cannot put item: it is too large', 'item');
    const ints = new Int32Array((bytes.length + 3) >>> 2);
    new Uint8Array(ints.buffer).set(bytes);
    return { ints, length: bytes.length, handles, custom: false };
  }

  /** The inbox for an item whose decoding runs other code, which may itself get something. */
  detach(): Inbox {
    const { inbox } = this;
    this.inbox = new Inbox();
    return inbox;
  }

  /** The value in the inbox. What it refers to is retained for its wrappers; what was in flight stays so. */
  unpack(inbox: Inbox): unknown {
    const program = this.#program;
    return decode({ bytes: inbox.bytes.subarray(0, inbox.length), aside: [] }, (data) => {
      program.blocks.check(data, data.kind);
      program.blocks.retain(data.at);
      return program.decode(data);
    });
  }
}

const MAILS: WeakMap<Program, Mail> = new WeakMap();

export function mailOf(program: Program): Mail {
  let mail = MAILS.get(program);
  if (mail === undefined) MAILS.set(program, (mail = new Mail(program)));
  return mail;
}
