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
