import { expect, test } from 'vitest';
import { HEADER, lifeAddress, SLICE_MS, ProcessWords, type Sleeper } from '../../src/memory/index.ts';
import { claimLife } from '../../src/posix/claim-life.ts';
import { createSegment } from '../../src/posix/segment.ts';
import { libc } from './here.ts';

const DIED = 0x4000_0000;

test('a wait ends at once where the word is another, and else after a slice at most', () => {
  const { words } = createSegment(libc, true);
  const at = words.load(HEADER.bump) + 10;
  expect(words.wait(at, 1, 1000)).toBe('not-equal');
  const started = performance.now();
  expect(words.wait(at, 0, 100_000)).toBe('timed-out');
  const took = performance.now() - started;
  expect(took).toBeGreaterThan(SLICE_MS * 0.9);
  expect(took).toBeLessThan(SLICE_MS * 20);
});

test('a wait for somebody ends with them, and marks their life word only while they live', () => {
  const { words, place } = createSegment(libc, true);
  const at = words.load(HEADER.bump) + 10;
  const id = claimLife(words, libc, place.base);
  expect(words.wait(at, 0, 10, id)).toBe('timed-out');
  expect(words.load(lifeAddress(id)) < 0).toBe(true);
  words.or(lifeAddress(id), DIED);
  expect(words.wait(at, 0, 1000, id)).toBe('ended');
  expect(words.load(lifeAddress(2))).toBe(0);
  expect(words.wait(at, 0, 1000, 2)).toBe('ended');
  expect(words.load(lifeAddress(2))).toBe(0);
});

test('where the root of the program has ended, a wait ends the process', () => {
  const { words: opened, place } = createSegment(libc, true);
  let orphaned = 0;
  const sleeper: Sleeper = {
    wait: () => 'timed-out',
    waitBoth: () => 'timed-out',
    wake: () => {},
    reserve: () => {},
    orphaned: () => void (orphaned += 1),
  };
  const words = new ProcessWords(opened.memory, sleeper);
  words.wait(100, 0, 1);
  expect(orphaned).toBe(0);
  const root = claimLife(words, libc, place.base);
  words.store(HEADER.root, root);
  words.wait(100, 0, 1);
  expect(orphaned).toBe(0);
  words.or(lifeAddress(root), DIED);
  words.wait(100, 0, 1);
  words.wait(100, 0, 1, claimLife(words, libc, place.base));
  expect(orphaned).toBe(2);
});

test('a word of a segment is not waited for asynchronously', () => {
  expect(() => createSegment(libc, true).words.waitAsync()).toThrow(TypeError);
});
