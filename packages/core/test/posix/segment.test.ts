import { expect, test } from 'vitest';
import { UnsupportedError, VersionError } from '../../src/errors.ts';
import { Blocks, HEADER, KIND, SEGMENT_BYTES, SEGMENT_STEP_WORDS } from '../../src/memory/index.ts';
import { claimLife } from '../../src/posix/claim-life.ts';
import { F_ADD_SEALS, MFD_ALLOW_SEALING, SEALS } from '../../src/posix/constants.ts';
import type { Libc } from '../../src/posix/libc.ts';
import { createSegment, joinSegment, openSegment } from '../../src/posix/segment.ts';
import { libc } from './here.ts';

/** Another descriptor of the same file, as a child inherits it. */
function again(fd: number): number {
  return libc.fcntl(fd, 0, 0);
}

test('every window on a segment shows the same memory, with and without a SharedArrayBuffer over it', () => {
  const { place, words } = createSegment(libc, true);
  const plain = openSegment(libc, place, false);
  const joined = joinSegment(libc, again(place.fd), true);
  expect(words.memory.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(plain.memory.buffer).toBeInstanceOf(ArrayBuffer);
  expect(joined.place.base).not.toBe(place.base);
  const at = words.load(HEADER.bump) + 100;
  words.store(at, 1);
  expect(plain.add(at, 1)).toBe(1);
  expect(joined.words.compareExchange(at, 2, 3)).toBe(2);
  expect([words.load(at), plain.load(at), plain.ints[at], joined.words.octets[at * 4]]).toEqual([3, 3, 3, 3]);
});

test('a segment neither shrinks nor grows, whoever asks', () => {
  const { place } = createSegment(libc, true);
  for (const bytes of [0, SEGMENT_BYTES * 2]) {
    expect(libc.ftruncate(place.fd, bytes)).toBe(-1);
    expect(libc.errno()).toBe(1);
  }
});

test('what is joined is not inherited further, and may be joined by its path', () => {
  const { place } = createSegment(libc, true);
  const given = again(place.fd);
  expect(libc.fcntl(given, 1, 0)).toBe(0);
  const { place: own } = joinSegment(libc, given, true);
  expect([own.fd, libc.fcntl(own.fd, 1, 0)]).toEqual([given, 1]);
  const { place: late, words } = joinSegment(libc, `/proc/self/fd/${own.fd}`, true);
  expect([libc.fcntl(late.fd, 1, 0), words.load(HEADER.bump) > 0]).toEqual([1, true]);
});

test('what is no segment is refused before it is touched', () => {
  const file = libc.memfdCreate('no segment', MFD_ALLOW_SEALING);
  expect(() => joinSegment(libc, again(file), true)).toThrow(VersionError);
  libc.ftruncate(file, SEGMENT_BYTES);
  libc.fcntl(file, F_ADD_SEALS, SEALS);
  expect(() => joinSegment(libc, again(file), true)).toThrow(VersionError);
  expect(() => joinSegment(libc, '/proc/self/fd/9999', true)).toThrow(UnsupportedError);
  expect(() => joinSegment(libc, 9999, true)).toThrow(UnsupportedError);
});

test('a segment of another layout or C library is refused', () => {
  const { place, words } = createSegment(libc, true);
  const layout = words.add(HEADER.layoutVersion, 1);
  expect(() => joinSegment(libc, again(place.fd), true)).toThrow(`layout ${layout + 1}`);
  words.sub(HEADER.layoutVersion, 1);
  const other: Libc = { ...libc, id: 'another' };
  expect(() => joinSegment(other, again(place.fd), true)).toThrow('another C library');
});

test('where the overlay does not show what it should, the window is a plain one', () => {
  const elsewhere: Libc = { ...libc, mmap: (at, ...more) => (at === 0n ? libc.mmap(at, ...more) : at) };
  const { words, place } = createSegment(elsewhere, true);
  expect(words.memory.buffer).toBeInstanceOf(ArrayBuffer);
  expect(openSegment(libc, place, true).load(HEADER.bump)).toBe(words.load(HEADER.bump));
  const refused: Libc = { ...libc, mmap: (at, ...more) => (at === 0n ? libc.mmap(at, ...more) : -1n) };
  expect(openSegment(refused, place, true).memory.buffer).toBeInstanceOf(ArrayBuffer);
});

test.each([true, false])('memory is reserved before it is used, overlaid or not (%s)', (overlaid) => {
  const reserved: number[] = [];
  const counting: Libc = {
    ...libc,
    fallocate: (fd, from, bytes) => {
      reserved.push(from, bytes);
      return libc.fallocate(fd, from, bytes);
    },
  };
  const { words, place } = createSegment(counting, overlaid);
  const blocks = new Blocks(words, claimLife(words, libc, place.base), true, false);
  const step = SEGMENT_STEP_WORDS * 4;
  expect(reserved).toEqual([0, step]);
  const large = blocks.allocate(KIND.bytes, SEGMENT_STEP_WORDS);
  words.store(large + SEGMENT_STEP_WORDS - 1, 7);
  expect(reserved[2]).toBe(step);
  expect(words.load(HEADER.reserved) * 4).toBe(reserved[2]! + reserved[3]!);
  expect(openSegment(libc, place, false).load(large + SEGMENT_STEP_WORDS - 1)).toBe(7);
});

test('a system without memory, and a segment that is full, are a RangeError and no end', () => {
  const none: Libc = { ...libc, fallocate: () => 28 };
  expect(() => createSegment(none, true)).toThrow('no memory left to share');
  const { place } = createSegment(libc, true);
  const words = openSegment(none, place, true);
  const blocks = new Blocks(words, claimLife(words, libc, place.base), true, false);
  expect(() => blocks.allocate(KIND.bytes, SEGMENT_STEP_WORDS)).toThrow('no memory left to share');
  const full = openSegment(libc, place, true);
  full.store(HEADER.bump, SEGMENT_BYTES / 4 - 100);
  expect(() => blocks.allocate(KIND.bytes, 4000)).toThrow(RangeError);
});
