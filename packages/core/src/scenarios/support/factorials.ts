/**
 * Factorials and what identifies them: pure, so that each flow of the scenario, the contract and the tests agree.
 *
 * @module
 */

/** The largest prime below 2^32: no factorial of a smaller number is a multiple of it, so no residue is zero. */
const PRIME = 4_294_967_291n;

/** n! by one multiplication after another, as the guide's loop has it. */
export function factorial(n: number): bigint {
  let product = 1n;
  for (let factor = 2; factor <= n; factor++) product *= BigInt(factor);
  return product;
}

/** n! by halving the range: another order of other multiplications, to check the loop against. */
export function factorialByHalves(n: number): bigint {
  const product = (from: number, to: number): bigint => {
    if (from >= to) return BigInt(to);
    const middle = (from + to) >> 1;
    return product(from, middle) * product(middle + 1, to);
  };
  return n < 2 ? 1n : product(1, n);
}

/** What n! becomes in IEEE doubles: exact to 22!, rounded to 170!, and then nothing but the largest double. */
export function factorialInDoubles(n: number): bigint {
  let product = 1;
  for (let factor = 2; factor <= n; factor++) product *= factor;
  return BigInt(Math.min(product, Number.MAX_VALUE));
}

/** A product's residue as a 32-bit word: cheap enough to take of every item. Never zero for a factorial. */
export function residue(product: bigint): number {
  return Number(product % PRIME) | 0;
}

/** CRC-32 of the decimal digits, as a 32-bit word: `zlib.crc32(str(product).encode())` in Python. */
export function digitChecksum(product: bigint): number {
  const digits = product.toString();
  let crc = -1;
  for (let i = 0; i < digits.length; i++)
    crc = (crc >>> 8) ^ (TABLE[(crc ^ digits.charCodeAt(i)) & 0xff] ?? 0);
  return ~crc;
}

const TABLE: Int32Array = Int32Array.from({ length: 256 }, (_, byte) => {
  let word = byte;
  for (let bit = 0; bit < 8; bit++) word = word & 1 ? (word >>> 1) ^ 0xedb88320 : word >>> 1;
  return word;
});

/** What a factorial's words must be. */
export interface Expected {
  readonly residue: number;
  readonly checksum: number;
}

/** As CPython 3.11 computed them with `math.factorial`; residue and checksum as unsigned words. */
const FROM_PYTHON: Readonly<Record<number, readonly [residue: number, checksum: number]>> = {
  5000: [3_827_195_124, 3_538_760_604],
  10_000: [4_206_944_636, 1_231_854_836],
};

/** The words of n!: Python's for the presets, and for any other n those of the independent product. */
export function expected(n: number): Expected {
  const known = FROM_PYTHON[n];
  if (known) return { residue: known[0] | 0, checksum: known[1] | 0 };
  const product = factorialByHalves(n);
  return { residue: residue(product), checksum: digitChecksum(product) };
}
