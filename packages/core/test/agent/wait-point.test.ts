import { expect, test } from 'vitest';
import type { Program } from '../../src/agent/program.ts';
import { waitSync } from '../../src/agent/wait-point.ts';
import { isOpen } from '../../src/threading/barging-mutex.ts';
import { ASYNC_SHIFT, BLOCKED, SLOTS, WAITING } from '../../src/memory/index.ts';
import { QUEUED } from '../../src/threading/mutex.ts';

const POINT = 1000;
const HELD = 7;

/** A program over plain memory, in which another agent acts between the waiter's steps. */
function scripted(): { program: Program; memory: Int32Array; slept: number[] } {
  const memory = new Int32Array(2000);
  const slept: number[] = [];
  const words = {
    load: (at: number) => memory[at],
    store: (at: number, value: number) => (memory[at] = value),
    add: (at: number, by: number) => (memory[at]! += by) - by,
    sub: (at: number, by: number) => (memory[at]! -= by) + by,
    compareExchange: (at: number, expected: number, value: number) => {
      const seen = memory[at]!;
      if (seen === expected) memory[at] = value;
      return seen;
    },
    wait: (_at: number, expected: number) => slept.push(expected),
  };
  const host = { canBlock: true, now: () => 0 };
  const spin = { untilChanged: () => false };
  return { program: { words, host, spin, me: 1, waits: {} } as unknown as Program, memory, slept };
}

test('a lock that was free, taken and freed again while a waiter looked is not slept on', () => {
  const { program, slept } = scripted();
  let looks = 0;
  // The word reads 0 before the look; the look finds it held; it is 0 again, and its wake-up gone, before the sleep.
  const attempt = (announced: boolean): true | undefined => {
    if (announced) looks += 1;
    return looks > 1 || undefined;
  };
  expect(waitSync(program, POINT, attempt, Infinity, 'x()', undefined, isOpen)).toBe(true);
  expect(slept).toEqual([]);
});

test('a lock whose release will wake somebody is slept on', () => {
  const { program, memory, slept } = scripted();
  memory[POINT] = HELD | QUEUED;
  const attempt = (): true | undefined => slept.length > 0 || undefined;
  expect(waitSync(program, POINT, attempt, Infinity, 'x()', undefined, isOpen)).toBe(true);
  expect(slept).toEqual([HELD | QUEUED]);
});

test('a held lock that does not say that somebody waits is looked at again', () => {
  expect(isOpen(0)).toBe(true);
  expect(isOpen(HELD)).toBe(true);
  expect(isOpen(HELD | QUEUED)).toBe(false);
});

test('what dead waiters left on the count is cut back, never below those that wait, and touches no bit beside it', () => {
  const { program, memory } = scripted();
  const bits = 0x8001 << ASYNC_SHIFT;
  memory[POINT + WAITING] = bits | (2 * SLOTS - 1);
  const wait = (): void => {
    let looks = 0;
    waitSync(program, POINT, (announced) => (announced && ++looks > 1) || undefined, Infinity, 'x()');
  };
  wait();
  expect(memory[POINT + WAITING]! & BLOCKED).toBe(2 * SLOTS - 1);
  memory[POINT + WAITING]! += 1;
  wait();
  expect(memory[POINT + WAITING]! & BLOCKED).toBe(SLOTS - 1);
  expect(memory[POINT + WAITING]! & ~BLOCKED).toBe(bits);
});
