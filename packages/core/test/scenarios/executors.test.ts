import { describe, expect, test } from 'vitest';
import cpuWork from '../../src/scenarios/04-executors/cpu-work.ts';
import future from '../../src/scenarios/04-executors/future.ts';
import threadPool from '../../src/scenarios/04-executors/thread-pool.ts';
import waitingForAResult from '../../src/scenarios/04-executors/waiting-for-a-result.ts';
import webServer from '../../src/scenarios/06-queues/web-server.ts';
import { read } from './read.ts';

describe('thread-pool', () => {
  const seen = { calls: 40, done: 40, wrong: 0, inside: 4, started: 4, allowed: 4, needed: 4 };
  const large = { ...seen, calls: 3, done: 3, inside: 1, started: 1, allowed: 100, needed: 1 };
  test.each([
    ['more-calls', 'node', seen, 'all done: always'],
    ['more-calls', 'node', { ...seen, done: 39 }, 'missing: never'],
    ['more-calls', 'node', { ...seen, wrong: 1 }, 'wrong result: never'],
    ['more-calls', 'node', { ...seen, started: 5 }, 'more threads than allowed: never'],
    ['more-calls', 'node', { ...seen, inside: 5 }, 'more threads than allowed: never'],
    ['one-each', 'node', { ...seen, inside: 3 }, 'fewer threads than needed: never'],
    ['one-by-one', 'node', large, 'all done: always'],
    ['one-by-one', 'node', { ...large, started: 2 }, 'more threads than needed: never'],
    ['one-by-one', 'python', { ...large, started: 2 }, 'more threads than needed: may'],
  ])('%s on %s with %o is %s', (variant, runtime, observed, key) => {
    expect(read(threadPool, variant, observed, runtime)).toBe(key);
  });
});

describe('future', () => {
  test.each([
    ['submitted', 'a Future, not done, running, result 42, done', 'always'],
    ['submitted', 'a Future, done, not running, result 42, done', 'never'],
    ['submitted', 'a number', 'never'],
    ['submitted', 'a Future, not done, running, result 42, not done', 'unmatched'],
    ['failed', 'a Future, not done, raises its error, has its error, done', 'always'],
    ['failed', 'a Future, not done, result 42, has no error, done', 'never'],
    ['cancelled', 'cannot be, can be, result 42, cancelled, 1 begun', 'always'],
    ['cancelled', 'cannot be, can be, result 42, cancelled, 2 begun', 'unmatched'],
    ['cancelled', 'cannot be, cannot be, result 42, result 42, 2 begun', 'never'],
  ])('%s: %s is %s', (variant, steps, expected) => {
    expect(read(future, variant, steps.split(', '))).toBe(`${steps}: ${expected}`);
  });
});

describe('waiting-for-a-result', () => {
  const seen = { got: 42, refused: false, byThread: 3, byLoop: 3 };
  test.each([
    ['blocked', 'node', { byLoop: 2 }, 'the loop stands still: always'],
    ['blocked', 'node', {}, 'all go on: never'],
    ['blocked', 'node', { refused: true }, 'refused, then awaited: unmatched'],
    ['blocked', 'chromium', { refused: true }, 'refused, then awaited: always'],
    ['blocked', 'chromium', { byLoop: 0 }, 'the loop stands still: unmatched'],
    ['awaited', 'node', {}, 'all go on: always'],
    ['awaited', 'node', { byLoop: 2 }, 'the loop stands still: never'],
    ['awaited', 'node', { got: 0 }, 'another result: never'],
    ['in-a-thread', 'node', { byThread: 2 }, 'the thread stands still: never'],
    ['in-a-thread', 'node', { byThread: 0, byLoop: 0 }, 'all stand still: never'],
  ])('%s on %s with %o is %s', (variant, runtime, change, key) => {
    expect(read(waitingForAResult, variant, { ...seen, ...change }, runtime)).toBe(key);
  });
});

describe('cpu-work', () => {
  const pair = { together: true, attempts: 1, inRow: 2, atOnce: 1, cpus: null, busy: false };
  const gain = { pair, wrong: 0, strayed: false };
  const none = { ...gain, pair: { ...pair, together: false } };
  test.each([
    ['one-loop', 'node', none, 'no gain: always'],
    ['one-loop', 'node', gain, 'gain: never'],
    ['one-loop', 'node', { ...none, strayed: true }, 'by another thread: never'],
    ['pool', 'node', gain, 'gain: always'],
    ['pool', 'node', none, 'no gain: never'],
    ['pool', 'python', none, 'no gain: always'],
    ['pool', 'node', { ...gain, wrong: 1 }, 'wrong: never'],
  ])('%s on %s with %o is %s', (variant, runtime, seen, key) => {
    expect(read(cpuWork, variant, seen, runtime)).toBe(key);
  });
});

describe('web-server', () => {
  const seen = { jobs: 24, late: 0, meanwhile: 24, lost: 0, twice: 0, wrong: 0 };
  test.each([
    [{}, 'every job once: always'],
    [{ late: 1 }, 'answered late: never'],
    [{ lost: 1, late: 1 }, 'lost: never'],
    [{ twice: 1 }, 'done twice: never'],
    [{ wrong: 1 }, 'another result: never'],
  ])('with %o is %s', (change, key) => {
    expect(read(webServer, 'jobs', { ...seen, ...change })).toBe(key);
  });
});
