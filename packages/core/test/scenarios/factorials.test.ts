import { describe, expect, test } from 'vitest';
import {
  digitChecksum,
  expected,
  factorial,
  factorialByHalves,
  factorialInDoubles,
  residue,
} from '../../src/scenarios/support/factorials.ts';

/** From CPython 3.11: n, len(str(n!)), n! % 4294967291, zlib.crc32(str(n!).encode()), by math.factorial. */
const FROM_PYTHON = [
  [0, 1, 1, 2212294583],
  [1, 1, 1, 2212294583],
  [2, 1, 2, 450215437],
  [5, 3, 120, 289485416],
  [10, 7, 3628800, 3948744158],
  [20, 19, 730137969, 403360658],
  [21, 20, 2447995476, 2490189208],
  [25, 26, 1696544378, 4144658181],
  [100, 158, 4223175315, 2666594700],
  [170, 307, 3589573204, 1364013849],
  [171, 310, 3931662562, 3636264325],
  [1000, 2568, 444887038, 95884708],
  [2000, 5736, 2329573565, 361116898],
  [5000, 16326, 3827195124, 3538760604],
  [10000, 35660, 4206944636, 1231854836],
] as const;

describe.each(FROM_PYTHON)('%i!', (n, digits, mod, crc) => {
  test('is the number that CPython computes', () => {
    const product = factorial(n);
    expect(product.toString()).toHaveLength(digits);
    expect(residue(product) >>> 0).toBe(mod);
    expect(digitChecksum(product) >>> 0).toBe(crc);
  });

  test('is the same by halves', () => {
    expect(factorialByHalves(n)).toBe(factorial(n));
  });

  test('is what the contract expects', () => {
    expect(expected(n)).toEqual({ residue: mod | 0, checksum: crc | 0 });
  });
});

test('doubles hold factorials up to 22!, and no other that the scenario admits', () => {
  for (let n = 0; n <= 22; n++) expect(factorialInDoubles(n)).toBe(factorial(n));
  for (const n of [25, 170, 171, 5000, 10_000]) expect(factorialInDoubles(n)).not.toBe(factorial(n));
  expect(residue(factorialInDoubles(25))).not.toBe(expected(25).residue);
  expect(residue(factorialInDoubles(10_000))).not.toBe(expected(10_000).residue);
});

test('no residue is zero, which stands for an item that nobody did', () => {
  for (let n = 0; n <= 300; n++) expect(residue(factorial(n))).not.toBe(0);
});
