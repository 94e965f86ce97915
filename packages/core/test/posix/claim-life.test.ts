import { expect, test } from 'vitest';
import { UnsupportedError } from '../../src/errors.ts';
import {
  CLAIMED,
  FREE,
  freeSlot,
  gone,
  lifeAddress,
  SLOT,
  slotAddress,
  SLOTS,
  type ProcessWords,
} from '../../src/memory/index.ts';
import { claimLife } from '../../src/posix/claim-life.ts';
import type { Libc } from '../../src/posix/libc.ts';
import { createSegment } from '../../src/posix/segment.ts';
import { libc } from './here.ts';

const DIED = 0x4000_0000;

/** What the kernel does when the thread ends. */
function die(words: ProcessWords, id: number): void {
  words.or(lifeAddress(id), DIED);
}

test('an agent that has claimed its slot lives until its thread ends, also before it is buried', () => {
  const { words, place } = createSegment(libc, true);
  const id = claimLife(words, libc, place.base);
  expect(gone(words, id)).toBe(false);
  expect(words.load(slotAddress(id) + SLOT.tid)).toBe(libc.gettid());
  die(words, id);
  expect(gone(words, id)).toBe(true);
  freeSlot(words, id);
  expect([gone(words, id), words.load(slotAddress(id) + SLOT.state)]).toEqual([true, FREE]);
});

test('no slot is given to two, and a buried one to another generation', () => {
  const { words, place } = createSegment(libc, true);
  const first = claimLife(words, libc, place.base);
  const second = claimLife(words, libc, place.base);
  expect(second).not.toBe(first);
  die(words, first);
  freeSlot(words, first);
  const slots = new Set([second]);
  for (let claims = 0; claims < 3; claims += 1) {
    const id = claimLife(words, libc, place.base);
    expect(slots.has(id)).toBe(false);
    slots.add(id);
    expect(gone(words, id)).toBe(false);
    expect(id).not.toBe(first);
  }
  expect(gone(words, first)).toBe(true);
});

test('a slot that somebody claimed and died with between our look and our claim is left as it was', () => {
  const { words, place } = createSegment(libc, true);
  let raced = 0;
  const racing: Libc = {
    ...libc,
    mutexTryLock: (address) => {
      const result = libc.mutexTryLock(address);
      raced += 1;
      // As if it had been another's, who is dead.
      if (raced === 1) words.store(slotAddress(1) + SLOT.state, CLAIMED);
      return result;
    },
  };
  const id = claimLife(words, racing, place.base);
  expect(id & (SLOTS - 1)).toBe(2);
  expect(gone(words, 1)).toBe(true);
  freeSlot(words, 1);
  expect(libc.mutexTryLock(place.base + BigInt(lifeAddress(1) * 4))).toBe(0);
});

test('a C library that keeps the owner of a mutex elsewhere is refused', () => {
  const { words, place } = createSegment(libc, true);
  const musl: Libc = { ...libc, gettid: () => 1 };
  expect(() => claimLife(words, musl, place.base)).toThrow(UnsupportedError);
});

test('more agents than there are slots are refused', () => {
  const { words, place } = createSegment(libc, true);
  const busy: Libc = { ...libc, mutexTryLock: () => 16 };
  expect(() => claimLife(words, busy, place.base)).toThrow(RangeError);
});
