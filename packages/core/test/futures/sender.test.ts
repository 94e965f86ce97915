import { expect, test } from 'vitest';
import type { Program } from '../../src/agent/program.ts';
import type { Crew, Worker } from '../../src/futures/pool/crew.ts';
import type { Places } from '../../src/futures/pool/places.ts';
import { BEGUN, LANE, PLACE, POSTED } from '../../src/futures/pool/layout.ts';
import { Sender } from '../../src/futures/pool/sender.ts';

const POOL = 5000;
const laneOf = (index: number): number => 1000 + index * 500;
const placeOf = (number: number): number => 100 + number * 32;

/** Two calls for two workers at most, the first of which takes its call after so many of the owner's looks. */
function twoCalls(looks: number): {
  readonly sentTo: number[];
  readonly took: boolean;
  readonly idle: readonly number[];
} {
  const memory = new Int32Array(8000);
  let left = Infinity;
  const take = (): void => {
    memory[laneOf(0) + LANE.taken] = 1;
    memory[placeOf(0) + PLACE.state] = BEGUN;
  };
  const words = {
    load: (at: number): number => {
      if (left-- === 0) take();
      return memory[at] as number;
    },
    store: (at: number, value: number) => (memory[at] = value),
    add: (at: number, by: number) => (memory[at] = (memory[at] as number) + by),
    compareExchange: (at: number, from: number, to: number): number => {
      const before = memory[at] as number;
      if (before === from) memory[at] = to;
      return before;
    },
  };
  const sentTo: number[] = [];
  const workers: Worker[] = [];
  const start = (): void => {
    const index = workers.length;
    const endpoint = { post: () => void sentTo.push(index) };
    const worker = {
      lane: laneOf(index),
      id: index + 1,
      sent: new Set(),
      carrier: { line: { endpoint }, isAlive: true },
    };
    workers.push(worker as unknown as Worker);
  };
  const futures = [{}, {}];
  const places = { addressOf: placeOf, futureOf: (number: number) => futures[number] };
  const sender = new Sender(
    { words, bells: { ring: () => undefined } } as unknown as Program,
    POOL,
    places as unknown as Places,
    { workers, max: 2, forgetSent: () => undefined } as unknown as Crew,
    start,
    () => undefined,
  );
  memory[placeOf(0) + PLACE.state] = POSTED;
  memory[placeOf(1) + PLACE.state] = POSTED;
  const shared = [new SharedArrayBuffer(4)];
  sender.hold(0, shared);
  const atFirst = sender.idle;
  left = looks;
  sender.hold(1, shared);
  return { sentTo, took: left < 0, idle: [atFirst, sender.idle] };
}

test('whenever a worker takes its first call, the next one goes to a worker that is started for it', () => {
  let looks = 0;
  for (; ; looks += 1) {
    const { sentTo, took } = twoCalls(looks);
    expect(sentTo, `taken after ${looks} looks`).toEqual([0, 1]);
    if (!took) break;
  }
  expect(looks).toBeGreaterThan(3);
});

test('a worker that was sent a call has something to do before it takes it', () => {
  expect(twoCalls(Infinity).idle).toEqual([0, 0]);
});
