import { expect, test } from 'vitest';
import { isShort } from '../../src/futures/pool/is-short.ts';

/** Calls that wait and workers that are idle, of which one takes one when this was counted so often. */
function counted(waiting: number, idle: number, takenAt: number): boolean {
  let counts = 0;
  const count = (): void => {
    counts += 1;
    if (counts !== takenAt) return;
    waiting -= 1;
    idle -= 1;
  };
  const after = (value: () => number): number => {
    const seen = value();
    count();
    return seen;
  };
  return isShort(
    () => after(() => waiting),
    () => after(() => idle),
  );
}

test.each([1, 2, 3, 4])('a call that a worker takes at count %i is not one too many, nor too few', (at) => {
  expect(counted(1, 1, at)).toBe(false);
  expect(counted(2, 1, at)).toBe(true);
  expect(counted(3, 3, at)).toBe(false);
});

test('workers that take calls all the while are no reason to count for ever, nor to start none', () => {
  let waiting = 100;
  expect(
    isShort(
      () => (waiting -= 1),
      () => 3,
    ),
  ).toBe(true);
  expect(waiting).toBeGreaterThan(90);
});
