/**
 * Values on their way to another process, which shares no memory with this one's threads.
 *
 * @module
 */

import { ABROAD, isEmigrant, isTraveller, type HandleData } from '../agent/primitive.ts';
import { currentProgram } from '../agent/program.ts';
import { agent } from '../agent/state.ts';
import { ScopeError, UnsupportedError } from '../errors.ts';
import { decode } from '../wire/decode.ts';
import { encode, type HandleOwner } from '../wire/encode.ts';

/** The arguments of a child as bytes. */
export function outward(args: unknown): Uint8Array<ArrayBuffer> {
  return encode(args, { root: 'args', owner, aside: false }).bytes;
}

/** The arguments again, in the child. */
export function inward(bytes: Uint8Array<ArrayBuffer>): unknown[] {
  return decode({ bytes, aside: [] }, decodeHandle) as unknown[];
}

const owner: HandleOwner = { encode: encodeHandle, release: () => {} };

function encodeHandle(value: object): HandleData | undefined {
  if (isEmigrant(value)) return value[ABROAD]();
  if (!isTraveller(value)) return undefined;
  throw new ScopeError(
    `a ${value.constructor.name} of threading or queue is shared by the threads of one process; use the one of ` +
      'multiprocessing',
  );
}

function decodeHandle(data: HandleData): object {
  const decoder = agent().decoders.get(data.type);
  if (decoder !== undefined) return decoder(currentProgram(), data);
  throw new UnsupportedError(`Cannot receive a ${data.type}: no decoder is registered`);
}
