import { expect, test } from 'vitest';
import { EarlyLook } from '../../src/agent/early-look.ts';
import type { Hope } from '../../src/agent/hope.ts';
import type { Host } from '../../src/host/index.ts';
import type { SharedWords } from '../../src/memory/index.ts';

const POINT = 40;
const OTHER = 80;

/** A host whose clock and turns the test moves, and a word that changes when the test says so. */
function scripted() {
  let time = 0;
  let turn: (() => void) | undefined;
  const looks: (readonly [point: number, seen: number])[] = [];
  const served: number[] = [];
  const changes = new Set<number>();
  const host = { now: () => time, nextTurn: (callback: () => void) => (turn = callback) } as unknown as Host;
  const hope = {
    fulfilled(_words: SharedWords, point: number, seen: number) {
      looks.push([point, seen]);
      return changes.has(point);
    },
  } as unknown as Hope;
  const early = new EarlyLook({} as SharedWords, host, (point) => served.push(point));
  return {
    early,
    hope,
    looks,
    served,
    changes,
    pass: (ms: number) => (time += ms),
    /** The event loop's next turn; false when nobody asked for it. */
    next(): boolean {
      const callback = turn;
      turn = undefined;
      callback?.();
      return callback !== undefined;
    },
  };
}

test('it looks when the code that waits is done, and serves what has changed', async () => {
  const { early, hope, looks, served, changes } = scripted();
  changes.add(POINT);
  early.soon(POINT, 7, hope);
  expect(looks).toEqual([]);
  await Promise.resolve();
  expect([looks, served]).toEqual([[[POINT, 7]], [POINT]]);
});

test('what has not changed is left to the ring, and nothing is asked of the event loop', async () => {
  const { early, hope, looks, served, next } = scripted();
  early.soon(POINT, 0, hope);
  await Promise.resolve();
  expect([looks.length, served, next()]).toEqual([1, [], false]);
});

test('of several waits of one piece of code it looks for the last', async () => {
  const { early, hope, looks } = scripted();
  early.soon(POINT, 0, hope);
  early.soon(OTHER, 3, hope);
  await Promise.resolve();
  expect(looks).toEqual([[OTHER, 3]]);
});

test('who finds something every time goes on for a slice, and then waits for the event loop', async () => {
  const { early, hope, looks, changes, pass, next } = scripted();
  changes.add(POINT);
  const look = async (): Promise<number> => {
    early.soon(POINT, 0, hope);
    await Promise.resolve();
    return looks.length;
  };
  pass(10);
  expect([await look(), await look()]).toEqual([1, 2]);
  pass(1.9);
  expect(await look()).toBe(3);
  pass(0.2);
  expect([await look(), await look()]).toEqual([3, 3]);
  expect(next()).toBe(true);
  expect(await look()).toBe(4);
});
