import { describe, expect, test } from 'vitest';
import boundedQueue from '../../src/scenarios/06-queues/bounded-queue.ts';
import offTheLock from '../../src/scenarios/06-queues/off-the-lock.ts';
import poisonPill from '../../src/scenarios/06-queues/poison-pill.ts';
import politeStop from '../../src/scenarios/06-queues/polite-stop.ts';
import producerConsumer from '../../src/scenarios/06-queues/producer-consumer.ts';
import { read } from './read.ts';

describe('producer-consumer', () => {
  test.each([
    [{}, 'every item once: always'],
    [{ lost: 1 }, 'lost: never'],
    [{ twice: 1 }, 'twice: never'],
    [{ disorder: 1 }, 'out of order: never'],
  ])('%o is %s', (change, key) => {
    const seen = { items: 50, lost: 0, twice: 0, disorder: 0, waits: [1, 1], ...change };
    expect(read(producerConsumer, 'many-to-many', seen)).toBe(key);
  });
});

describe('bounded-queue', () => {
  const seen = { items: 500, maxsize: 4, highest: 4, got: 500, waiter: null };
  test.each([
    ['bounded', {}, 'within its bound: always'],
    ['bounded', { highest: 5 }, 'over its bound: never'],
    ['bounded', { got: 499 }, 'lost: never'],
    ['unbounded', { maxsize: 0, highest: 500 }, 'piled up: always'],
    ['unbounded', { maxsize: 0, highest: 4 }, 'within a bound: never'],
    ['blocked-put', { waiter: 'waited, then woken' }, 'waited, then woken: always'],
    ['blocked-get', { waiter: 'did not wait' }, 'did not wait: never'],
    ['put-timeout', { waiter: 'Full' }, 'Full: always'],
    ['put-timeout', { waiter: 'put' }, 'put: never'],
    ['put-timeout', { waiter: 'Full too early' }, 'Full too early: never'],
  ])('%s with %o is %s', (variant, change, key) => {
    expect(read(boundedQueue, variant, { ...seen, ...change })).toBe(key);
  });
});

describe('polite-stop', () => {
  const seen = { messages: 5, disorder: false, full: 3, byes: [2, 2], states: [] };
  const states = ['clear', 'timed out', 'set', 'passed', 'clear', '3 woken', 'clear'];
  test.each([
    ['guide', {}, 'both said goodbye: always'],
    ['guide', { byes: [1, 2] }, 'the consumer hangs: never'],
    ['guide', { byes: [1, 1] }, 'somebody never ended: unmatched'],
    ['guide', { disorder: true }, 'out of order: never'],
    ['blocked-get', { byes: [1, 2] }, 'the consumer hangs: always'],
    ['blocked-get', {}, 'both said goodbye: never'],
    ['event', { states }, `${states.join(', ')}: always`],
    ['event', { states: states.with(5, '0 woken') }, `${states.with(5, '0 woken').join(', ')}: never`],
    ['event', { states: states.with(5, '2 woken') }, `${states.with(5, '2 woken').join(', ')}: unmatched`],
  ])('%s with %o is %s', (variant, change, key) => {
    expect(read(politeStop, variant, { ...seen, ...change })).toBe(key);
  });
});

describe('poison-pill', () => {
  test.each([
    ['one-each', 'node', 100, 3, 'all ended, nothing lost: always'],
    ['one-each', 'node', 100, 2, 'somebody left behind: never'],
    ['passed-on', 'node', 99, 3, 'work lost: never'],
    ['one-short', 'node', 100, 2, 'somebody left behind: always'],
    ['one-short', 'node', 100, 3, 'all ended, nothing lost: never'],
    ['shutdown', 'python', 100, 3, 'all ended, nothing lost: always'],
  ])('%s on %s with %i of 100 items and %i of 3 consumers is %s', (variant, runtime, used, ended, key) => {
    expect(read(poisonPill, variant, { items: 100, used, consumers: 3, ended }, runtime)).toBe(key);
  });
});

describe('off-the-lock', () => {
  const seen = { ticks: 9, digest: '', iterations: 7, pair: null };
  const pair = { together: true, attempts: 1, inRow: 2, atOnce: 1, cpus: null };
  test.each([
    ['script', { ticks: 0 }, 'the loop stands still: always'],
    ['script', {}, 'the loop goes on: never'],
    ['script-in-a-thread', { ticks: 2 }, 'the loop stands still: never'],
    ['native', { digest: 'whatever of 7 rounds' }, 'the loop goes on: always'],
    ['native', { digest: 'not that of the preset', iterations: 500_000 }, 'another key: never'],
    ['native-twice', { pair }, 'two at once: always'],
    ['native-twice', { pair: { ...pair, together: false } }, 'in turn: never'],
  ])('%s with %o is %s', (variant, change, key) => {
    expect(read(offTheLock, variant, { ...seen, ...change })).toBe(key);
  });
});
