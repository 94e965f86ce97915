import { describe, expect, test } from 'vitest';
import oneCpu from '../../src/scenarios/02-why/one-cpu.ts';
import severalCpus from '../../src/scenarios/02-why/several-cpus.ts';
import threadCost from '../../src/scenarios/02-why/thread-cost.ts';
import waitingOutside from '../../src/scenarios/02-why/waiting-outside.ts';
import pipeline from '../../src/scenarios/03-threading-models/pipeline.ts';
import referenceCounts from '../../src/scenarios/03-threading-models/reference-counts.ts';
import takingTurns from '../../src/scenarios/03-threading-models/taking-turns.ts';
import tasksOverThreads from '../../src/scenarios/03-threading-models/tasks-over-threads.ts';
import { read } from './read.ts';

describe('one-cpu', () => {
  const pinned = { cpus: [0], quota: false, parallelism: 1, night: null, sleepers: 0, slept: 0 };
  const night = { ...pinned, night: 1010, sleepers: 10, slept: 10 };
  test.each([
    ['one-cpu', pinned, 'as many as it may use: always'],
    ['one-cpu', { ...pinned, parallelism: 2 }, 'more: never'],
    ['all-cpus', { ...pinned, cpus: [0, 1] }, 'fewer: never'],
    ['all-cpus', { ...pinned, cpus: [0, 1], quota: true }, 'fewer, by a quota: always'],
    ['threads-wait', night, 'overlapped: always'],
    ['threads-wait', { ...night, night: 2000 }, 'in turn: never'],
    ['flows-wait', { ...night, slept: 9 }, 'cut short: never'],
  ])('%s with %o is %s', (variant, seen, key) => {
    expect(read(oneCpu, variant, seen)).toBe(key);
  });
});

test('several-cpus: turns are the truth of CPython and of nobody else', () => {
  const turns = { parallel: false, attempts: 9, alone: 10, together: 10, cpus: 1, busy: false };
  expect(read(severalCpus, 'two-threads', turns)).toBe('in turn: never');
  expect(read(severalCpus, 'two-threads', turns, 'python')).toBe('in turn: always');
  expect(read(tasksOverThreads, 'one-to-one', { model: '1:1', ...turns }, 'python')).toBe('in turn: always');
});

test('thread-cost: as much as a process is no less', () => {
  expect(read(threadCost, 'start', { thread: 5, process: 5 })).toBe('a thread costs no less: never');
  expect(read(threadCost, 'memory', { thread: 4, process: 5 })).toBe('a thread costs less: always');
});

test('waiting-outside: a tick or a call too few is standing still', () => {
  const seen = { meanwhile: 4, wanted: 4, whole: true };
  expect(read(waitingOutside, 'input', seen)).toBe('overlapped: always');
  expect(read(waitingOutside, 'input', { ...seen, meanwhile: 3 })).toBe('stood still: never');
  expect(read(waitingOutside, 'network-flows', { ...seen, whole: false })).toBe('garbled: never');
});

describe('taking-turns', () => {
  const seen = {
    items: 100,
    done: 100,
    together: 1,
    handOvers: 100,
    threads: 1,
    wanted: 1,
    preempted: false,
  };
  test.each([
    [{}, 'in turn: always'],
    [{ done: 99 }, 'missing: never'],
    [{ preempted: true }, 'preempted: never'],
    [{ together: 2 }, 'two at once: never'],
    [{ threads: 4 }, 'on other threads: never'],
    [{ handOvers: 3 }, 'no turns: never'],
  ])('with %o is %s', (change, key) => {
    expect(read(takingTurns, 'flows', { ...seen, ...change })).toBe(key);
  });
});

describe('tasks-over-threads', () => {
  const seen = {
    model: 'M:N',
    tasks: 1000,
    done: 1000,
    running: 4,
    underWay: 1000,
    crowd: 1000,
    threads: 4,
    workers: 4,
  };
  test.each([
    [{}, 'spread: always'],
    [{ done: 999 }, 'missing: never'],
    [{ running: 5 }, 'too many at once: never'],
    [{ threads: 5 }, 'too many threads: never'],
    [{ underWay: 999 }, 'threads were held: never'],
  ])('with %o is %s', (change, key) => {
    expect(read(tasksOverThreads, 'm-to-n', { ...seen, ...change })).toBe(key);
  });
});

test('reference-counts: whoever counts too little has lost, and who counts on what was sent has shared it', () => {
  expect(read(referenceCounts, 'one-object', { expected: 9, counts: [0, 9, 9] })).toBe(
    'exact, each its own: always',
  );
  expect(read(referenceCounts, 'one-object', { expected: 9, counts: [0, 9, 8] })).toBe('lost: never');
  expect(read(referenceCounts, 'one-object', { expected: 9, counts: [1, 9, 9] })).toBe('lost: never');
  expect(read(referenceCounts, 'one-object', { expected: 9, counts: [9] }, 'python')).toBe(
    'exact, in common: always',
  );
});

test('pipeline: each item once, and finished', () => {
  const seen = { items: 9, once: 9, twice: 0, unfinished: 0, early: 3 };
  expect(read(pipeline, 'threads', seen)).toBe('every item once: always');
  expect(read(pipeline, 'threads', { ...seen, once: 8 })).toBe('lost: never');
  expect(read(pipeline, 'threads', { ...seen, once: 8, twice: 1 })).toBe('twice: never');
  expect(read(pipeline, 'flows', { ...seen, unfinished: 1 })).toBe('unfinished: never');
});
