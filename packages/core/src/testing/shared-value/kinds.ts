import type { ElementType, ValueTypes } from '../../multiprocessing/index.ts';

/** Each type with values that it keeps: two, the largest, and the smallest. */
export const SAMPLES: {
  readonly [T in ElementType]: readonly [ValueTypes[T], ValueTypes[T], ...ValueTypes[T][]];
} = {
  i8: [7, -7, 127, -128],
  u8: [7, 200, 255, 0],
  i16: [7, -7, 32_767, -32_768],
  u16: [7, 40_000, 65_535, 0],
  i32: [7, -7, 2 ** 31 - 1, -(2 ** 31)],
  u32: [7, 3_000_000_000, 2 ** 32 - 1, 0],
  i64: [7n, -7n, 2n ** 63n - 1n, -(2n ** 63n)],
  u64: [7n, 2n ** 60n, 2n ** 64n - 1n, 0n],
  f32: [1.5, -0.25, Infinity, NaN],
  f64: [3.141592653589793, -1e300, Number.MAX_VALUE, NaN],
  bool: [true, false],
};

export const TYPES: readonly ElementType[] = Object.keys(SAMPLES) as ElementType[];
