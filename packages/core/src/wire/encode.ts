/**
 * A value becomes bytes, and a few objects beside them that only the runtime can pass on: what a message carries.
 *
 * @module
 */

import type { Address } from '../memory/index.ts';
import { Encoder, type HandleOwner } from './encoder.ts';

export { movesOf } from './encode-object.ts';
export type { HandleOwner } from './encoder.ts';

/** A value on its way. */
export interface Encoded {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** SharedArrayBuffers, ports and whatever is transferred: posted beside the bytes. */
  readonly aside: readonly object[];
}

export interface MessageOptions {
  /** What the value is called in an error: `args`, `the result`. */
  readonly root: string;
  /** Gives primitives their wire form; absent: they do not travel. */
  readonly owner?: HandleOwner;
  /** Objects that move instead of being copied. */
  readonly transfer?: readonly object[] | undefined;
  /** Whether objects may go beside the bytes. */
  readonly aside: boolean;
}

/** With the blocks that are in flight with it, to be given back when it is dropped. Throws with none kept. */
export function encode(
  value: unknown,
  { root, owner, transfer, aside }: MessageOptions,
): Encoded & { readonly handles: readonly Address[] } {
  const encoder = new Encoder();
  const beside: object[] = [];
  const options = aside ? { root, owner, aside: beside, moving: new Set(transfer) } : { root, owner };
  const length = encoder.record(value, options);
  return { bytes: encoder.bytes.slice(0, length), aside: beside, handles: encoder.handles };
}

/** For a message that moves nothing, because somebody else posts it. */
export function pack(value: unknown, { root, owner }: Pick<MessageOptions, 'root' | 'owner'>): Encoded {
  const encoder = new Encoder();
  const aside: object[] = [];
  const length = encoder.record(value, { root, owner, aside });
  return { bytes: encoder.bytes.slice(0, length), aside };
}
