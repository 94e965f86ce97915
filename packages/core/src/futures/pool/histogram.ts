/**
 * How long things took: eight buckets for each doubling, from one microsecond to half an hour, so that a quantile is
 * right to some 6 %. Its words are written by one agent and may be read by others at any time.
 *
 * @module
 */

import type { Address, SharedWords } from '../../memory/index.ts';
import { BUCKETS } from './layout.ts';

const LARGEST = 2 ** 31 - 1;

function bucketOf(ms: number): number {
  const microseconds = Math.min(Math.max(0, ms * 1000), LARGEST) | 0;
  if (microseconds < 8) return microseconds;
  const octave = 31 - Math.clz32(microseconds) - 3;
  return octave * 8 + (microseconds >>> octave);
}

/** The middle of a bucket, in milliseconds. */
function middleOf(bucket: number): number {
  if (bucket < 8) return bucket / 1000;
  const octave = (bucket >>> 3) - 1;
  return (((bucket & 7) + 8.5) * 2 ** octave) / 1000;
}

export function count(words: SharedWords, histogram: Address, ms: number): void {
  (words.ints[histogram + bucketOf(ms)] as number) += 1;
}

/** What a histogram says, in milliseconds; 0 where nothing was counted. */
export interface Histogram {
  readonly count: number;
  readonly min: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

/** Adds what the words count to `into`, which has BUCKETS numbers. */
export function addTo(into: Float64Array, words: SharedWords, histogram: Address): void {
  for (let bucket = 0; bucket < BUCKETS; bucket += 1)
    (into[bucket] as number) += words.ints[histogram + bucket] as number;
}

export function summarize(buckets: Float64Array): Histogram {
  let total = 0;
  for (const counted of buckets) total += counted;
  const at = (share: number): number => {
    if (total === 0) return 0;
    let left = Math.max(1, Math.ceil(total * share));
    let bucket = 0;
    for (; bucket < BUCKETS - 1; bucket += 1) {
      left -= buckets[bucket] as number;
      if (left <= 0) break;
    }
    return middleOf(bucket);
  };
  return { count: total, min: at(0), p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) };
}
