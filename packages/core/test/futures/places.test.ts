import { expect, test } from 'vitest';
import { Future } from '../../src/futures/future.ts';
import { PLACE, POSTED, QUEUED, SEGMENT, POOL, STATE_MASK } from '../../src/futures/pool/layout.ts';
import { writePlace } from '../../src/futures/pool/payload.ts';
import { Places } from '../../src/futures/pool/places.ts';
import { KIND } from '../../src/memory/index.ts';
import { PoolBench } from './pool-bench.ts';

class Bench extends PoolBench {
  readonly places: Places = new Places(this.owner, this.pool);
}

test('numbers and addresses are one to one, over many segments', () => {
  const { places, words, pool } = new Bench();
  const numbers = Array.from({ length: 5000 }, () => places.claim());
  expect(new Set(numbers).size).toBe(5000);
  const addresses = numbers.map((number) => places.addressOf(number));
  expect(new Set(addresses).size).toBe(5000);
  expect(addresses.map((address) => words.load(address + PLACE.number))).toEqual(numbers);
  // A 64-bit number is in it.
  expect(addresses.every((address) => address % 2 === 0)).toBe(true);
  let there = 0;
  for (let segment = words.load(pool + POOL.segments); segment !== 0;) {
    there += words.load(segment + SEGMENT.count);
    segment = words.load(segment + SEGMENT.next);
  }
  expect(there).toBe(places.count);
});

test('a place that was released is the next to be claimed, and as new', () => {
  const { places, words } = new Bench();
  const number = places.claim();
  const at = places.addressOf(number);
  places.occupy(number, new Future(), [4, 5]);
  words.store(at + PLACE.state, QUEUED);
  words.store(at + PLACE.control, 1);
  expect(places.waiting).toEqual([number]);
  places.release(number);
  expect([words.load(at + PLACE.state), words.load(at + PLACE.control)]).toEqual([0, 0]);
  expect(places.waiting).toEqual([]);
  expect(places.futureOf(number)).toBeUndefined();
  expect(places.claim()).toBe(number);
  expect(places.takeHandles(number)).toEqual([]);
});

test('what is in flight is taken once', () => {
  const { places } = new Bench();
  const [one, other] = [places.claim(), places.claim()];
  places.occupy(one, new Future(), [4, 5]);
  places.occupy(other, new Future(), []);
  expect(places.takeHandles(other)).toEqual([]);
  expect(places.takeHandles(one)).toEqual([4, 5]);
  expect(places.takeHandles(one)).toEqual([]);
});

test('a call that is settled keeps its place, and waits no more', () => {
  const { places } = new Bench();
  const [one, other] = [places.claim(), places.claim()];
  places.occupy(one, new Future(), []);
  places.occupy(other, new Future(), []);
  places.forget(one);
  expect(places.waiting).toEqual([other]);
  expect(places.claim()).not.toBe(one);
});

test('the reference to a shared future goes with the task', () => {
  const { places, words, owner } = new Bench();
  const number = places.claim();
  const future = owner.blocks.allocate(KIND.bytes, 4);
  owner.blocks.retain(future);
  words.store(places.addressOf(number) + PLACE.future, future);
  places.release(number);
  expect(words.load(places.addressOf(number) + PLACE.future)).toBe(0);
  expect(owner.blocks.drop(future)).toBe(true);
});

test('a place keeps the block for long arguments, but not a very long one, nor one of many', () => {
  const { places, words, owner } = new Bench();
  const roomAfter = (number: number, length: number): number => {
    writePlace(owner, places.addressOf(number), new Uint8Array(length), length);
    places.release(number);
    return words.load(places.addressOf(number) + PLACE.room);
  };
  const numbers = Array.from({ length: 1200 }, () => places.claim());
  expect(roomAfter(0, 1000)).toBe(250);
  expect(roomAfter(1, 5000)).toBe(0);
  expect(roomAfter(1100, 1000)).toBe(0);
  expect(numbers).toHaveLength(1200);
});

test('what is sent by message has a state of its own each time', () => {
  const { places } = new Bench();
  const states = Array.from({ length: 100 }, () => places.posted());
  expect(new Set(states).size).toBe(100);
  for (const state of states) expect([state & STATE_MASK, state > 0]).toEqual([POSTED, true]);
});
