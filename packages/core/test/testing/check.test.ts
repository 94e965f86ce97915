import { describe, expect, test } from 'vitest';
import { CheckError, equal, rejects, throws } from '../../src/testing/check.ts';

// The suites stand on these few functions, so they are held to the test runner's own.
describe('equal', () => {
  const cyclic = (): unknown => {
    const a: { self?: unknown } = {};
    a.self = a;
    return a;
  };
  const pairs: readonly (readonly [string, () => unknown, () => unknown])[] = [
    ['numbers', () => 1, () => 2],
    ['zero and minus zero', () => 0, () => -0],
    ['NaN and undefined', () => NaN, () => undefined],
    ['null and an object', () => null, () => ({})],
    ['strings', () => 'a', () => 'b'],
    ['bigints', () => 1n, () => 2n],
    ['arrays of other length', () => [1, 2], () => [1]],
    ['an array and an object', () => [1], () => ({ 0: 1 })],
    ['nested objects', () => ({ a: { b: 1 } }), () => ({ a: { b: 2 } })],
    ['an absent and an undefined property', () => ({ a: undefined }), () => ({ b: undefined })],
    ['maps', () => new Map([[1, { a: 1 }]]), () => new Map([[1, { a: 2 }]])],
    ['sets', () => new Set([1, 2]), () => new Set([1, 3])],
    ['dates', () => new Date(1), () => new Date(2)],
    ['regular expressions', () => /a/g, () => /a/i],
    ['typed arrays', () => Uint8Array.of(1, 2), () => Uint8Array.of(1, 3)],
    ['typed arrays of other kinds', () => Uint8Array.of(1), () => Int8Array.of(1)],
    ['buffers', () => Uint8Array.of(1).buffer, () => Uint8Array.of(2).buffer],
    ['errors', () => new TypeError('a'), () => new TypeError('b')],
    ['error classes', () => new TypeError('a'), () => new RangeError('a')],
  ];

  test.each(pairs)('tells %s apart', (_, a, b) => {
    expect(() => equal(a(), b())).toThrow(CheckError);
    equal(a(), a());
    equal(b(), b());
  });

  test('ends on cycles', () => {
    equal(cyclic(), cyclic());
  });
});

describe('throws and rejects', () => {
  test('give the error', async () => {
    const error = new RangeError('x');
    const thrower = (): never => {
      throw error;
    };
    expect(throws(RangeError, thrower)).toBe(error);
    expect(await rejects(Error, Promise.reject(error))).toBe(error);
  });

  test('fail on another class and on none', async () => {
    const thrower = (): never => {
      throw new TypeError('x');
    };
    expect(() => throws(RangeError, thrower)).toThrow(CheckError);
    expect(() => throws(RangeError, () => 1)).toThrow(CheckError);
    await expect(rejects(RangeError, Promise.resolve(1))).rejects.toThrow(CheckError);
    await expect(rejects(RangeError, Promise.reject(new Error('x')))).rejects.toThrow(CheckError);
  });
});
