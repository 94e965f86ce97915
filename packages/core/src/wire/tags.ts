/**
 * The record format: one tag byte per value, then what the tag says. Lengths are 32-bit little-endian, numbers that
 * are not small integers are 64-bit floats, so -0 and NaN are exact. Objects are numbered in the order of their
 * tags, which makes cycles and shared references one back-reference each.
 *
 * Own, because what must travel exactly (holes, lone surrogates, Error with cause, handles, paths in errors, the
 * same bytes in V8 and JavaScriptCore) is not what any kept library does.
 *
 * @module
 */

export const CODEC_VERSION = 1;

export const TAG: {
  readonly undefined: 0;
  readonly null: 1;
  readonly true: 2;
  readonly false: 3;
  readonly int: 4;
  readonly float: 5;
  readonly bigint: 6;
  readonly utf8: 7;
  readonly utf16: 8;
  readonly back: 9;
  readonly object: 10;
  readonly array: 11;
  readonly hole: 12;
  readonly map: 13;
  readonly set: 14;
  readonly date: 15;
  readonly regexp: 16;
  readonly boxed: 17;
  readonly buffer: 18;
  readonly view: 19;
  readonly error: 20;
  readonly handle: 21;
  readonly aside: 22;
  readonly nullObject: 23;
  readonly sparse: 24;
  readonly resizable: 25;
} = {
  undefined: 0,
  null: 1,
  true: 2,
  false: 3,
  int: 4,
  float: 5,
  bigint: 6,
  utf8: 7,
  utf16: 8,
  back: 9,
  object: 10,
  array: 11,
  hole: 12,
  map: 13,
  set: 14,
  date: 15,
  regexp: 16,
  boxed: 17,
  buffer: 18,
  view: 19,
  error: 20,
  handle: 21,
  aside: 22,
  nullObject: 23,
  sparse: 24,
  resizable: 25,
};

/** The views that can travel, by name; the index is on the wire. */
export const VIEWS: readonly string[] = [
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
  'DataView',
  'Float16Array',
];
