import { describe, expect, test } from 'vitest';
import { HEADER } from '../../src/memory/index.ts';
import { FIFO, LIFO, PRIORITY, QUEUE, type Order } from '../../src/queue/layout.ts';
import type { Bounds } from '../../src/queue/lay-queue.ts';
import { Inbox } from '../../src/queue/inbox.ts';
import { NOT_NOW, SEEN, SHUT } from '../../src/queue/store.ts';
import { Checked, random, StoreBench } from './store-bench.ts';

const kinds: readonly (readonly [string, Order])[] = [
  ['ring', FIFO],
  ['stack', LIFO],
  ['heap', PRIORITY],
];
const bounds: readonly Bounds[] = [
  {},
  { maxsize: 1 },
  { maxsize: 12 },
  { maxBytes: 2500 },
  { maxsize: 5, maxBytes: 900 },
];

describe.each(kinds)('a %s', (_, order) => {
  test.each(bounds)('gives every word of every item, in order, as a plain array does: %j', (bound) => {
    const bench = new StoreBench();
    for (let seed = 1; seed <= 5; seed += 1) {
      const queue = new Checked(bench, order, bound);
      queue.churn(random(seed), 3000, 10);
      queue.drain();
    }
  });

  test('gives back all that it held', () => {
    const bench = new StoreBench();
    const before = bench.blocksInUse();
    const next = random(1);
    for (const full of [false, true]) {
      const queue = new Checked(bench, order);
      queue.churn(next, 2000);
      if (full) for (let count = 0; count < 500; count += 1) queue.put(bench.item(next));
      else queue.drain();
      expect(bench.blocksInUse()).toBeGreaterThan(before);
      bench.program.release(queue.at);
      expect(bench.blocksInUse()).toBe(before);
    }
  });

  test('gives back what is in flight in it', () => {
    const bench = new StoreBench();
    const queue = new Checked(bench, order);
    const items = Array.from({ length: 200 }, () => bench.item(random(2), 1));
    for (const item of items) queue.put(item);
    expect(items.map(({ handle }) => bench.references(handle))).toEqual(items.map(() => 2));
    bench.program.release(queue.at);
    expect(items.map(({ handle }) => bench.references(handle))).toEqual(items.map(() => 1));
  });

  test('does not grow for what goes through it', () => {
    const bench = new StoreBench();
    const queue = new Checked(bench, order);
    const next = random(3);
    const through = (count: number): void => {
      for (let turn = 0; turn < count; turn += 1) {
        for (let one = 0; one < 3; one += 1) queue.put(bench.sized(next(200)));
        for (let one = 0; one < 3; one += 1) queue.take();
      }
    };
    through(1000);
    const [bump, used] = [bench.words.load(HEADER.bump), bench.blocksInUse()];
    through(order === FIFO ? 33_000 : 5000);
    expect(bench.blocksInUse()).toBe(used);
    // Items of one size that were never there at the same time before.
    expect(bench.words.load(HEADER.bump) - bump).toBeLessThanOrEqual(order === FIFO ? 0 : 128);
  });

  test('goes on where its counters wrap', () => {
    for (const bound of bounds) {
      const bench = new StoreBench();
      const queue = new Checked(bench, order, bound);
      // An even count, so that the first of the two places is the valid one.
      const word = ((2 ** 31 - 20) * 2) | 0;
      for (const counter of [QUEUE.puts, QUEUE.gets, QUEUE.knownGets, QUEUE.knownPuts])
        bench.words.store(queue.at + counter, word);
      queue.churn(random(4), 400, 10);
      queue.drain();
      expect(bench.words.load(queue.at + QUEUE.puts) >>> 1).toBeLessThan(300);
    }
  });

  test('is shut for putters and open for getters until it is empty', () => {
    const bench = new StoreBench();
    const queue = new Checked(bench, order);
    for (let count = 0; count < 5; count += 1) queue.put(bench.sized(8));
    const store = queue.store();
    expect(store.close()).toBe(true);
    expect(store.put(bench.parcel(bench.sized(8), order))).toBe(SHUT);
    for (let count = 0; count < 5; count += 1) queue.take();
    expect(store.take(new Inbox())).toBe(SHUT);
  });

  test('settles an item that was seen once', () => {
    const bench = new StoreBench();
    const queue = new Checked(bench, order);
    for (let count = 0; count < 2; count += 1) queue.put(bench.sized(8, undefined, 1));
    const [one, other] = [new Inbox(), new Inbox()];
    const store = queue.store();
    expect([store.take(one), store.take(other)]).toEqual([SEEN, SEEN]);
    expect([store.settle(one), store.settle(other), queue.size]).toEqual([true, false, 1]);
    expect([store.take(one), store.settle(one), store.take(one)]).toEqual([SEEN, true, NOT_NOW]);
  });
});

test('a ring takes items that are larger than its segments, of every size about their ends', () => {
  const bench = new StoreBench();
  const queue = new Checked(bench, FIFO);
  for (let words = 230; words < 1100; words += 1) {
    queue.put(bench.sized(words * 4));
    queue.put(bench.sized(3));
    queue.take();
    queue.take();
  }
  for (const words of [100_000, 300_000]) {
    queue.put(bench.sized(words * 4));
    queue.put(bench.sized(3));
  }
  queue.drain();
});

test('a stack that is dropped after a death in the middle of a move frees each item once', () => {
  for (let steps = 0, lived = false; !lived; steps += 1) {
    const bench = new StoreBench();
    const queue = new Checked(bench, PRIORITY);
    const next = random(5);
    const items = Array.from({ length: 12 }, () => bench.sized(16, next, 1));
    for (const item of items) queue.put(item);
    lived = bench.dying(steps, (program) => {
      const inbox = new Inbox();
      const store = queue.store(program);
      expect(store.take(inbox)).toBe(SEEN);
      expect(store.settle(inbox)).toBe(true);
    });
    const free = bench.program.blocks;
    bench.program.release(queue.at);
    const references = items.map(({ handle }) => bench.references(handle));
    expect(references.filter((count) => count === 2).length).toBeLessThanOrEqual(1);
    expect(references.every((count) => count === 1 || count === 2)).toBe(true);
    // A block that was freed twice would be given out twice.
    const given = Array.from({ length: 40 }, () => free.allocate(13, 10));
    expect(new Set(given).size).toBe(40);
  }
});
