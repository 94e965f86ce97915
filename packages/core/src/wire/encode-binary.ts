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
  // A Node Buffer is a small window on a large pool: only its own bytes go.
  const pooled = value.constructor?.name === 'Buffer' && brandOf(buffer) === '[object ArrayBuffer]';
  encoder.byte(TAG.view);
  encoder.byte(kind);
  encoder.count(pooled ? 0 : value.byteOffset);
  encoder.count(value.byteLength);
  encoder.value(pooled ? buffer.slice(value.byteOffset, value.byteOffset + value.byteLength) : buffer);
}
