import { expect, test } from 'vitest';
import { PLACE, PLACE_BYTES, PLACE_WORDS } from '../../src/futures/pool/layout.ts';
import { dropOverflow, Sheet, writePlace } from '../../src/futures/pool/payload.ts';
import { KIND, type Address } from '../../src/memory/index.ts';
import { PoolBench } from './pool-bench.ts';

class Bench extends PoolBench {
  readonly place: Address = this.owner.blocks.allocate(KIND.bytes, PLACE_WORDS);
  readonly sheet: Sheet = new Sheet();

  /** Writes so many bytes in one agent and reads them in another. */
  pass(length: number): Uint8Array {
    const bytes = new Uint8Array(length + 7).map((_, index) => index * 31 + length);
    writePlace(this.owner, this.place, bytes, length);
    expect(this.sheet.read(this.agentOfReader, this.place)).toBe(length);
    expect(this.sheet.bytes.slice(0, length)).toEqual(bytes.slice(0, length));
    return this.sheet.bytes;
  }

  readonly agentOfReader = this.agent();
}

test('bytes of any length come as they were', () => {
  const bench = new Bench();
  for (const length of [
    0,
    1,
    3,
    4,
    PLACE_BYTES - 1,
    PLACE_BYTES,
    PLACE_BYTES + 1,
    95,
    96,
    97,
    100,
    1023,
    5000,
  ])
    bench.pass(length);
});

test('nothing beside the place is written to', () => {
  const bench = new Bench();
  const after = bench.owner.blocks.allocate(KIND.bytes, 4);
  for (let word = 0; word < 4; word += 1) bench.words.store(after + word, -1);
  bench.pass(PLACE_BYTES);
  bench.pass(PLACE_BYTES + 1);
  expect(Array.from(bench.words.ints.slice(after, after + 4))).toEqual([-1, -1, -1, -1]);
});

test('the block for what is longer than the place is used again, and made anew for what is longer still', () => {
  const { words, place, ...bench } = new Bench();
  const pass = (length: number): Address => {
    writePlace(bench.owner, place, new Uint8Array(length), length);
    return words.load(place + PLACE.overflow);
  };
  expect(pass(PLACE_BYTES)).toBe(0);
  const first = pass(400);
  expect([pass(100), pass(10), pass(400)]).toEqual([first, first, first]);
  expect(words.load(place + PLACE.room)).toBe(100);
  expect(pass(4000)).not.toBe(first);
  expect(words.load(place + PLACE.room)).toBe(1000);
});

test('a block that is dropped is free', () => {
  const bench = new Bench();
  bench.pass(400);
  const block = bench.words.load(bench.place + PLACE.overflow);
  dropOverflow(bench.owner, bench.place);
  dropOverflow(bench.owner, bench.place);
  expect([
    bench.words.load(bench.place + PLACE.overflow),
    bench.words.load(bench.place + PLACE.room),
  ]).toEqual([0, 0]);
  expect(bench.isFree(block, 100)).toBe(true);
});
