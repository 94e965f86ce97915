/**
 * What a message is to who receives it: a value, or its bytes.
 *
 * Bytes that were sent as such may be the record of a value all the same, as Python's may be a pickle. Nothing is in
 * flight with them, so a primitive in there has no reference that it could take, and is refused.
 *
 * @module
 */

import { SerializationError } from '../../errors.ts';
import { decode } from '../../wire/decode.ts';
import { readRecord } from '../../wire/record.ts';
import type { Incoming, Transport } from './transport.ts';

export function valueOf({ bytes, start, end, isValue }: Incoming, { wrapperOf }: Transport): unknown {
  if (isValue) return readRecord(bytes, start, end, wrapperOf);
  try {
    return decode({ bytes: bytes.slice(start, end), aside: [] }, ({ type }) => {
      throw new SerializationError(`Cannot receive a ${type}: it was sent as mere bytes`, 'message');
    });
  } catch (cause) {
    if (cause instanceof SerializationError) throw cause;
    throw new SerializationError('Cannot receive a value: what was sent are bytes; use recvBytes', 'message');
  }
}

/** A copy of its bytes. */
export function copyOf(
  { bytes, start, end, handles }: Incoming,
  { owner }: Transport,
): Uint8Array<ArrayBuffer> {
  for (const at of handles) owner.release(at);
  return bytes.slice(start, end);
}
