/**
 * Hashes of what happened before: 52 bits, kept as two halves, because a JavaScript number has no more.
 *
 * @module
 */

/** A hash that grows with what is mixed into it. */
export class Hash {
  high: number;
  low: number;

  constructor(high = 0x2545f491, low = 0x6c078965) {
    this.high = high;
    this.low = low;
  }

  mix(value: number): this {
    this.high = Math.imul(this.high ^ value, 0x85ebca6b);
    this.high ^= (this.high >>> 13) ^ this.low;
    this.low = Math.imul(this.low ^ this.high, 0xc2b2ae35);
    this.low ^= this.low >>> 16;
    return this;
  }

  mixHash({ high, low }: Hash): this {
    return this.mix(high).mix(low);
  }

  set({ high, low }: Hash): this {
    this.high = high;
    this.low = low;
    return this;
  }

  reset(seed: number): this {
    this.high = 0x2545f491;
    this.low = 0x6c078965;
    return this.mix(seed);
  }

  /** A whole number below 2^52. */
  get value(): number {
    return (this.high >>> 6) * 2 ** 26 + (this.low >>> 6);
  }
}

/** Adds a word and its value to a sum over many (or takes it away), in which their order does not count. */
export function scattered(sum: Hash, at: number, value: number, sign: 1 | -1): void {
  let one = Math.imul(at ^ 0x3c6ef372, 0x9e3779b1) ^ value;
  one = Math.imul(one ^ (one >>> 16), 0x7feb352d);
  one = Math.imul(one ^ (one >>> 15), 0x846ca68b);
  let other = Math.imul(value ^ 0x1b873593, 0xcc9e2d51) ^ at;
  other = Math.imul(other ^ (other >>> 15), 0x2c1b3c6d);
  other = Math.imul(other ^ (other >>> 12), 0x297a2d39);
  sum.high = (sum.high + sign * (one ^ (one >>> 16))) | 0;
  sum.low = (sum.low + sign * (other ^ (other >>> 15))) | 0;
}

/** Mixes any plain value in, by what it is. */
export function mixValue(hash: Hash, value: unknown): void {
  if (typeof value === 'number' && Number.isInteger(value))
    hash
      .mix(1)
      .mix(value)
      .mix(value / 2 ** 32);
  else if (Array.isArray(value)) {
    hash.mix(2).mix(value.length);
    for (const one of value) mixValue(hash, one);
  } else if (typeof value === 'object' && value !== null) {
    hash.mix(3);
    for (const [key, one] of Object.entries(value)) {
      mixText(hash, key);
      mixValue(hash, one);
    }
  } else mixText(hash.mix(4), `${typeof value} ${String(value)}`);
}

function mixText(hash: Hash, text: string): void {
  hash.mix(text.length);
  for (let at = 0; at < text.length; at += 1) hash.mix(text.charCodeAt(at));
}
