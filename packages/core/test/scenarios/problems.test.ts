import { describe, expect, test } from 'vitest';
import deadlock from '../../src/scenarios/11-problems/deadlock.ts';
import forgottenJoin from '../../src/scenarios/11-problems/forgotten-join.ts';
import starvation from '../../src/scenarios/11-problems/starvation.ts';
import { read } from './read.ts';

describe('forgotten-join', () => {
  const alive = 'still alive';
  test.each([
    ['forgotten', 0, ['Bye', alive, alive], 'outlives its last line: always'],
    ['forgotten', 0, ['Bye', alive], 'half said: never'],
    ['forgotten', 0, ['Bye'], 'ends with its last line: never'],
    ['forgotten', 1, ['Bye', alive, alive], 'failed with 1: never'],
    ['daemon', 0, ['Bye'], 'ends with its last line: always'],
    ['daemon', 0, ['Bye', alive, alive], 'outlives its last line: never'],
    ['daemon', null, ['Bye'], 'failed with null: never'],
    ['joined', 0, [alive, alive, 'Bye'], 'waits before its last line: always'],
    ['joined', 0, ['Bye', alive, alive], 'outlives its last line: never'],
  ])('%s ending with %s and the lines %j is %s', (variant, code, output, key) => {
    expect(read(forgottenJoin, variant, { code, output, unjoined: [], outlived: 1 })).toBe(key);
  });
});

describe('deadlock', () => {
  const stuck = { done: [0, 0], rounds: 10, circle: '1 → 2 → 1', backOffs: 0, refused: null };
  test.each([
    ['opposite-order', 'node', {}, 'deadlock: always'],
    ['opposite-order', 'node', { circle: 'none' }, 'one stuck: never'],
    ['flows', 'node', { done: [10, 0] }, 'one stuck: never'],
    ['one-order', 'node', { done: [10, 10], circle: 'none' }, 'both finished: always'],
    ['back-off', 'node', {}, 'deadlock: never'],
    ['own-lock', 'node', { refused: true }, 'refused: always'],
    ['own-lock', 'node', { refused: false }, 'let in: never'],
    ['own-lock', 'python', { refused: true }, 'refused: unmatched'],
  ])('%s on %s with %o is %s', (variant, runtime, change, key) => {
    expect(read(deadlock, variant, { ...stuck, ...change }, runtime)).toBe(key);
  });
});

describe('starvation', () => {
  test.each([
    ['threads', 'node', [90, 5, 5], 0.25, 'starved: may'],
    ['threads-fair', 'node', [34, 33, 33], 0.25, 'shared: always'],
    ['threads-fair', 'node', [90, 5, 5], 0.25, 'starved: never'],
    ['flows', 'node', [100, 0, 0], 0.25, 'starved: always'],
    ['flows', 'bun', [34, 33, 33], 0.25, 'shared: never'],
    ['flows', 'python', [34, 33, 33], 0.25, 'shared: always'],
    ['settled-awaits', 'node', [100_000, 0], Number.MIN_VALUE, 'starved: always'],
    ['settled-awaits', 'node', [100_000, 1], Number.MIN_VALUE, 'shared: never'],
  ])('%s on %s with %j turns is %s', (variant, runtime, turns, enough, key) => {
    expect(read(starvation, variant, { turns, enough }, runtime)).toBe(key);
  });
});
