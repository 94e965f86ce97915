/**
 * What every wrapper of a barrier must know and nobody changes: kept as bytes beside its words.
 *
 * @module
 */

import type { Program } from '../agent/program.ts';
import { KIND, type Address } from '../memory/index.ts';
import type { TaskAddress } from '../task/task.ts';
import { decode } from '../wire/decode.ts';
import { encode } from '../wire/encode.ts';
import { DETAILS } from './rendezvous.ts';

export interface BarrierDetails {
  /** The default of each wait. */
  readonly timeout: number;
  readonly action: TaskAddress | undefined;
}

const NONE: BarrierDetails = { timeout: Infinity, action: undefined };

/** Written before any other agent knows the barrier. */
export function storeDetails(program: Program, at: Address, details: BarrierDetails): void {
  if (details.timeout === Infinity && details.action === undefined) return;
  const { words, blocks } = program;
  const { bytes } = encode(details, { root: 'the action', aside: false });
  const block = blocks.allocate(KIND.bytes, 1 + Math.ceil(bytes.length / 4));
  words.store(block, bytes.length);
  words.bytes(block + 1, bytes.length).set(bytes);
  words.store(at + DETAILS, block);
}

export function readDetails({ words, blocks }: Program, at: Address): BarrierDetails {
  const block = words.load(at + DETAILS);
  if (block === 0) return NONE;
  blocks.meet(block);
  const bytes = new Uint8Array(words.bytes(block + 1, words.load(block)));
  return decode({ bytes, aside: [] }, (data) => {
    throw new TypeError(`A barrier has no ${data.type} beside it`);
  }) as BarrierDetails;
}
