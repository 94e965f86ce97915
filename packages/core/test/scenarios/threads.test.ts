import { describe, expect, test } from 'vitest';
import blockingSleep from '../../src/scenarios/04-executors/blocking-sleep.ts';
import startAndJoin from '../../src/scenarios/04-executors/start-and-join.ts';
import contextSwitch from '../../src/scenarios/05-races/context-switch.ts';
import fairness from '../../src/scenarios/05-races/fairness.ts';
import lockStates from '../../src/scenarios/05-races/lock-states.ts';
import { read } from './read.ts';

describe('blocking-sleep', () => {
  test.each([
    ['in-a-thread', 1000, 3, 3, 'all go on: always'],
    ['in-a-thread', 1000, 3, 2, 'loop stands still: never'],
    ['in-a-thread', 1000, 2, 3, 'thread stands still: never'],
    ['on-the-loop', 1000, 9, 0, 'loop stands still: always'],
    ['on-the-loop', 1000, 9, 9, 'all go on: never'],
    ['awaited', 1000, 0, 0, 'all stand still: never'],
    ['awaited', 899, 9, 9, 'cut short: never'],
  ])('%s for %i ms with %i and %i ticks is %s', (variant, slept, byThread, byLoop, key) => {
    expect(read(blockingSleep, variant, { slept, byThread, byLoop })).toBe(key);
  });
});

describe('start-and-join', () => {
  const joined = {
    threads: 3,
    results: 3,
    ended: [3, 2, 1],
    alive: [false, true, true, false],
    joins: [false, true],
    refused: [],
  };
  test.each([
    [{}, 'all there: always'],
    [{ results: 2 }, 'read too early: never'],
    [{ ended: [3, 1, 2] }, 'another order: never'],
    [{ alive: [false, true, false, false] }, 'wrongly alive: never'],
    [{ alive: [false, true, true, true] }, 'wrongly alive: never'],
    [{ joins: [true, true] }, 'joined too early: never'],
  ])('joined with %o is %s', (change, key) => {
    expect(read(startAndJoin, 'joined', { ...joined, ...change })).toBe(key);
  });

  const misuses = ['join before start', 'start twice', 'start after the end', 'join oneself'];
  test('misused: everything refused, or what was let through by name', () => {
    const misused = { ...joined, alive: [], joins: [] };
    expect(read(startAndJoin, 'misused', { ...misused, refused: misuses })).toBe('all refused: always');
    expect(read(startAndJoin, 'misused', { ...misused, refused: misuses.slice(1) })).toBe(
      'let through: join before start: never',
    );
  });
});

describe('context-switch', () => {
  test.each([
    ['waiting', 100, 'switched each time: always'],
    ['waiting', 50, 'switched now and then: never'],
    ['waiting', 3, 'ran on: never'],
    ['spinning', 3, 'ran on: always'],
    ['flows', 75, 'switched each time: never'],
  ])('%s with %i switches in 100 steps is %s', (variant, voluntary, key) => {
    expect(read(contextSwitch, variant, { steps: 100, voluntary, involuntary: 7 })).toBe(key);
  });
});

describe('fairness', () => {
  test.each([
    ['threads', [5, 1, 9], 'everybody ran: always'],
    ['threads', [5, 0, 9], 'somebody never ran: never'],
    ['threads', [5, 0, 0], 'one alone: never'],
    ['selfish-flow', [1, 0, 0], 'one alone: always'],
    ['selfish-flow', [1, 1, 1], 'everybody ran: never'],
  ])('%s with %j turns is %s', (variant, turns, key) => {
    expect(read(fairness, variant, { turns, order: [] })).toBe(key);
  });
  test.each([
    ['barging-lock', 'node', ['newcomer', '1', '2', '3', '4'], 'newcomer first: always'],
    ['barging-lock', 'node', ['1', '2', '3', '4', 'newcomer'], 'in order of arrival: never'],
    ['barging-lock', 'python', ['1', '2', '3', '4', 'newcomer'], 'in order of arrival: may'],
    ['fair-lock', 'node', ['1', '2', '3', '4', 'newcomer'], 'in order of arrival: always'],
    ['fair-lock', 'node', ['2', '1', '3', '4', 'newcomer'], 'in another order: never'],
    ['fair-lock', 'node', ['1', '2', '3', '4'], 'somebody was left out: never'],
  ])('%s on %s in the order %j is %s', (variant, runtime, order, key) => {
    expect(read(fairness, variant, { turns: [1], order }, runtime)).toBe(key);
  });
});

describe('lock-states', () => {
  test.each([
    ['states', 'node', 'free, held, refused, waited for, held, timed out, free', 'always'],
    ['states', 'node', 'free, held, refused, entered, held, timed out, free', 'never'],
    ['states', 'node', 'free, held, refused, waited for, held, timed out, held', 'unmatched'],
    ['release-free', 'node', 'released, free', 'never'],
    ['other-releases', 'node', 'held, held', 'never'],
    ['holder-ends', 'deno', 'taken over', 'always'],
    ['holder-ends', 'deno', 'lost for ever', 'unmatched'],
    ['holder-ends', 'python', 'lost for ever', 'always'],
    ['holder-ends', 'python', 'taken over', 'unmatched'],
  ])('%s on %s: %s is %s', (variant, runtime, states, expected) => {
    const seen = { states: states.split(', '), printed: [] };
    expect(read(lockStates, variant, seen, runtime)).toBe(`${states}: ${expected}`);
  });
});
