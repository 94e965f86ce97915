/**
 * What a message carried becomes a value again.
 *
 * @module
 */

import { Decoder, type HandleSink } from './decoder.ts';
import type { Encoded } from './encode.ts';

export function decode({ bytes, aside }: Encoded, wrapperOf: HandleSink): unknown {
  return new Decoder().record(bytes, 0, bytes.length, wrapperOf, aside);
}
