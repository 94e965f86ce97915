/**
 * The wire form of buffers and the views on them.
 *
 * @module
 */

import { brandOf } from './brands.ts';
import type { Encoder } from './encoder.ts';
import { Refusal } from './refusal.ts';
import { TAG, VIEWS } from './tags.ts';

const typedArrayName = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  Symbol.toStringTag,
)?.get as (this: unknown) => string | undefined;

export function encodeBuffer(encoder: Encoder, value: ArrayBuffer): void {
  if (value.detached) throw new Refusal('it was transferred before');
  encoder.byte(value.resizable ? TAG.resizable : TAG.buffer);
  if (value.resizable) encoder.count(value.maxByteLength);
  encoder.block(new Uint8Array(value));
}

export function encodeView(encoder: Encoder, value: ArrayBufferView): void {
  const name = typedArrayName.call(value) ?? 'DataView';
  const kind = VIEWS.indexOf(name);
  if (kind < 0) throw new Refusal(`a ${name} does not travel`);
  const { buffer } = value;
  if ((buffer as ArrayBuffer).detached) throw new Refusal('its buffer was transferred before');
  const resizable = (buffer as ArrayBuffer).resizable === true;
  if (resizable && isBeyond(value)) throw new Refusal('its buffer became shorter than it');
  // A Node Buffer is a small window on a large pool: only its own bytes go.
  const pooled = value.constructor?.name === 'Buffer' && brandOf(buffer) === '[object ArrayBuffer]';
  encoder.byte(resizable && tracksLength(value, buffer as ArrayBuffer) ? TAG.tracking : TAG.view);
  encoder.byte(kind);
  encoder.count(pooled ? 0 : value.byteOffset);
  encoder.count(value.byteLength);
  encoder.value(pooled ? buffer.slice(value.byteOffset, value.byteOffset + value.byteLength) : buffer);
}

/** Whether a view's bytes are no longer all in its buffer, which nothing but a refusal tells. */
function isBeyond(view: ArrayBufferView): boolean {
  try {
    if (typedArrayName.call(view) === undefined) void view.byteLength;
    else Uint8Array.prototype.keys.call(view);
    return false;
  } catch {
    return true;
  }
}

/**
 * Whether a view is as long as its buffer, whatever length that has. Nothing tells but the buffer with another length,
 * so it gets one for a moment; of a buffer at its greatest length the last byte is kept meanwhile.
 */
function tracksLength(view: ArrayBufferView, buffer: ArrayBuffer): boolean {
  const { byteLength: length, maxByteLength: most } = buffer;
  const size = (view as Partial<Uint8Array>).BYTES_PER_ELEMENT ?? 1;
  if (length - view.byteOffset - view.byteLength >= size) return false;
  if (view.byteLength === 0) {
    if (length + size > most) return false;
    buffer.resize(length + size);
    const grown = view.byteLength > 0;
    buffer.resize(length);
    return grown;
  }
  // Bytes too few for an element may lie behind the view: all of them go for that moment.
  const end = view.byteOffset + view.byteLength - 1;
  const kept = new Uint8Array(buffer).slice(end);
  buffer.resize(end);
  const tracks = !isBeyond(view);
  buffer.resize(length);
  new Uint8Array(buffer).set(kept, end);
  return tracks;
}
