import { expect, test } from 'vitest';
import { FREE, MOST_LEVELS, PLACE, PLACE_WORDS, POOL, QUEUED } from '../../src/futures/pool/layout.ts';
import { lengthOf, partsOfLevel, putPlace, takePlace } from '../../src/futures/pool/level.ts';
import { Levels } from '../../src/futures/pool/levels.ts';
import { KIND, type Address } from '../../src/memory/index.ts';
import { PoolBench } from './pool-bench.ts';

class Bench extends PoolBench {
  readonly levels: Levels = new Levels(this.owner, this.pool);
  readonly worker: number = this.agent().me;

  put(level: Address): Address {
    const place = this.owner.blocks.allocate(KIND.bytes, PLACE_WORDS);
    this.words.store(place + PLACE.state, QUEUED);
    putPlace(this.owner, level, place);
    return place;
  }

  /** As a worker takes: the most urgent first. */
  take(): Address {
    for (let index = 0; index < this.words.load(this.pool + POOL.levels); index += 1) {
      const level = this.words.load(this.pool + POOL.order + index);
      const place = takePlace(this.owner, level, this.worker);
      if (place !== 0) return place;
    }
    return 0;
  }
}

test('a level is in order, however often it grows', () => {
  const bench = new Bench();
  const level = bench.levels.of(0);
  expect(level).toBe(bench.normal);
  const [put, taken]: [Address[], Address[]] = [[], []];
  for (let round = 0; round < 40; round += 1) {
    for (let count = 0; count <= round; count += 1) put.push(bench.put(level));
    for (let count = 0; count < round; count += 2) taken.push(bench.take());
  }
  expect(lengthOf(bench.words, level)).toBe(put.length - taken.length);
  for (let place = bench.take(); place !== 0; place = bench.take()) taken.push(place);
  expect(taken).toEqual(put);
  // The level itself, and rings of 4, 8, … 512 words.
  expect(partsOfLevel(bench.owner, level).length).toBeGreaterThan(6);
});

test('what was withdrawn is passed, and so is a place that another task is in', () => {
  const bench = new Bench();
  const [first, second] = [bench.put(bench.normal), bench.put(bench.normal)];
  bench.words.store(first + PLACE.state, FREE);
  expect(bench.take()).toBe(second);
  expect(bench.take()).toBe(0);
  expect(lengthOf(bench.words, bench.normal)).toBe(0);
});

test('more urgent ones come first', () => {
  const bench = new Bench();
  const places = [0, 5, -1, 2, 5, 0.5].map((priority) => [priority, bench.put(bench.levels.of(priority))]);
  const order = Array.from({ length: places.length }, () => {
    const place = bench.take();
    return places.find(([, at]) => at === place)?.[0];
  });
  expect(order).toEqual([5, 5, 2, 0.5, 0, -1]);
  expect(bench.take()).toBe(0);
});

test('a level of which nothing waits is used for another priority; the ordinary one never', () => {
  const bench = new Bench();
  const high = bench.levels.of(1);
  expect(bench.levels.of(1)).toBe(high);
  expect(bench.levels.of(2)).toBe(high);
  bench.put(high);
  const other = bench.levels.of(3);
  expect(other).not.toBe(high);
  expect(bench.levels.of(0)).toBe(bench.normal);
  expect(bench.words.load(bench.pool + POOL.levels)).toBe(3);
});

test('more priorities than there are levels share those next to them', () => {
  const bench = new Bench();
  for (let priority = 1; priority < MOST_LEVELS; priority += 1) bench.put(bench.levels.of(priority));
  expect(bench.words.load(bench.pool + POOL.levels)).toBe(MOST_LEVELS);
  expect(bench.levels.of(7.5)).toBe(bench.levels.of(7));
  expect(bench.levels.of(1000)).toBe(bench.levels.of(MOST_LEVELS - 1));
  expect(bench.levels.of(-3)).toBe(bench.normal);
});
