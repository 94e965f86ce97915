/**
 * The record format. A value is one tag byte, then what the tag says:
 *
 * - `0x00`–`0x7f`: the integer itself. `0x80`–`0xbf`: a text of up to 63 code units, one byte each; up to 24 may be
 *   any below 256, more are ASCII.
 * - Numbers are 32-bit integers or 64-bit floats, little-endian, so -0 is exact; NaN has a tag, because its bits are
 *   the engine's choice. Counts take 1, 5 or 9 bytes.
 * - A plain object's keys come first, as one run of bytes with its hash, which the reader knows again as a whole; a
 *   later object of the same keys in the same record names the run by its number.
 * - Objects are numbered in the order of their tags, which makes cycles and shared references one back-reference each.
 *
 * Own, because what must travel exactly (holes, lone surrogates, errors with causes, handles, paths in errors, the same
 * bytes in V8 and JavaScriptCore) no kept library does, and because it is faster where queues are used most. There and
 * back against JSON text, cbor-x 1.6.9 and msgpackr 2.1.4 (both with structured clone on), times as fast in Node | Bun:
 * number 3.7, 6, 6 | 2.7, 3, 4; text of 10 units 1.8, 3.4, 3.4 | 1.3, 1.7, 1.8; object of 4 fields 1.2, 3, 2.9 | 1, 6, 7;
 * Map, Set, Date and text together -, 1.2, 1 | -, 1.6, 1.5; 64 KiB of bytes -, 1 (which gives a view), 1.9 in Node.
 * It loses in tables of 50 objects with an array each: 0.8, 0.9, 0.7 | 0.4, 0.8, 0.7, because every object's identity
 * is kept and every array's names are looked for; it is 1.4 to 2 times as fast there as structuredClone. JSON text inside the
 * record would win only there, and cannot tell what it loses without the same walk.
 *
 * @module
 */

export const CODEC_VERSION = 3;

/** Texts up to this length are in their tag. */
export const MOST_SHORT = 63;
/** Up to this length they are Latin-1 and read unit by unit; longer ones are ASCII and read by a TextDecoder. */
export const MOST_UNITS = 24;
export const SHORT_TEXT = 0x80;

export const TAG: {
  readonly undefined: 0xc0;
  readonly null: 0xc1;
  readonly true: 0xc2;
  readonly false: 0xc3;
  readonly int: 0xc4;
  readonly float: 0xc5;
  readonly nan: 0xc6;
  readonly bigint: 0xc7;
  readonly bigint64: 0xc8;
  readonly utf8: 0xc9;
  readonly utf16: 0xca;
  readonly back: 0xcb;
  /** A plain object whose keys follow. */
  readonly object: 0xcc;
  /** A plain object with the keys of an earlier one. */
  readonly again: 0xcd;
  /** A plain object as keys and values in turn. */
  readonly fields: 0xce;
  readonly nullObject: 0xcf;
  readonly array: 0xd0;
  readonly hole: 0xd1;
  readonly sparse: 0xd2;
  readonly map: 0xd3;
  readonly set: 0xd4;
  readonly date: 0xd5;
  readonly regexp: 0xd6;
  readonly boxed: 0xd7;
  readonly buffer: 0xd8;
  readonly resizable: 0xd9;
  readonly view: 0xda;
  /** A view that is as long as its resizable buffer is. */
  readonly tracking: 0xdb;
  readonly error: 0xdc;
  readonly handle: 0xdd;
  readonly aside: 0xde;
  /** An instance of a class of `defineTypes`. */
  readonly custom: 0xdf;
  /** A primitive in the memory of processes. */
  readonly sharedHandle: 0xe0;
} = {
  undefined: 0xc0,
  null: 0xc1,
  true: 0xc2,
  false: 0xc3,
  int: 0xc4,
  float: 0xc5,
  nan: 0xc6,
  bigint: 0xc7,
  bigint64: 0xc8,
  utf8: 0xc9,
  utf16: 0xca,
  back: 0xcb,
  object: 0xcc,
  again: 0xcd,
  fields: 0xce,
  nullObject: 0xcf,
  array: 0xd0,
  hole: 0xd1,
  sparse: 0xd2,
  map: 0xd3,
  set: 0xd4,
  date: 0xd5,
  regexp: 0xd6,
  boxed: 0xd7,
  buffer: 0xd8,
  resizable: 0xd9,
  view: 0xda,
  tracking: 0xdb,
  error: 0xdc,
  handle: 0xdd,
  aside: 0xde,
  custom: 0xdf,
  sharedHandle: 0xe0,
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
