import { describe, expect, test } from 'vitest';
import type { Observation } from '../../src/scenario/index.ts';
import factorial from '../../src/scenarios/04-executors/factorial.ts';
import sleeping from '../../src/scenarios/04-executors/sleeping.ts';
import lostUpdate from '../../src/scenarios/05-races/lost-update.ts';
import storeBuffering from '../../src/scenarios/05-races/store-buffering.ts';
import logFile from '../../src/scenarios/08-sharing/log-file.ts';
import threadDeath from '../../src/scenarios/11-problems/thread-death.ts';
import { read } from './read.ts';

describe('factorial', () => {
  const right = {
    count: 100,
    done: 100,
    wrong: 0,
    checksums: [1231854836],
    expected: 1231854836,
    together: 1,
  };
  test.each([
    ['sequential', {}, 'right: always'],
    ['one-to-one', { done: 99 }, 'missing: never'],
    ['one-to-one', { wrong: 1 }, 'wrong: never'],
    ['one-to-one', { checksums: [1231854836, 7] }, 'wrong: never'],
    ['m-to-1', { together: 2 }, 'two at once: never'],
    ['m-to-1', {}, 'right: always'],
  ])('%s with %o is %s', (variant, change, key) => {
    expect(read(factorial, variant, { ...right, ...change })).toBe(key);
  });
});

describe('sleeping', () => {
  const night = (count: number, length: number, step: number): Observation => ({
    waits: Array.from({ length: count }, (_, index) => ({ begin: index * step, end: index * step + length })),
  });
  test.each([
    ['one', night(1, 1001, 0), 'alone: always'],
    ['one', night(1, 5001, 0), 'alone: always'],
    ['ten', night(10, 1001, 1), 'overlapped: always'],
    ['many', night(100, 1001, 200), 'overlapped: always'],
    ['many', night(100, 1001, 600), 'serial: never'],
    ['ten', night(10, 1001, 1001), 'serial: never'],
    ['many', night(100, 899, 1), 'cut short: never'],
    ['ten-async', { waits: [{ begin: 5, end: 0 }] }, 'missing: never'],
  ])('%s: %#', (variant, seen, key) => {
    expect(read(sleeping, variant, seen)).toBe(key);
  });
});

describe('lost-update', () => {
  test.each([
    ['unlocked', 83, 'lost: mustSee'],
    ['unlocked', 100, 'exact: may'],
    ['unlocked', 101, 'too many: never'],
    ['locked', 100, 'exact: always'],
    ['locked', 99, 'lost: never'],
    ['atomic', 99, 'lost: never'],
    ['atomic', 101, 'too many: never'],
  ])('%s with %i of 100 is %s', (variant, final, key) => {
    expect(read(lostUpdate, variant, { total: 100, final, interrupted: 0, contended: 0, trace: '' })).toBe(
      key,
    );
  });
});

describe('log-file', () => {
  const whole = { manner: 'append', wanted: 30, good: 30, torn: 0, interrupted: 0, contended: 0 };
  test.each([
    ['append', {}, 'complete: always'],
    ['append', { good: 28, torn: 1 }, 'torn: never'],
    ['append', { good: 28 }, 'lost: never'],
    ['pieces', { manner: 'pieces', good: 2, torn: 15 }, 'torn: mustSee'],
    ['rewrite', { manner: 'rewrite', good: 10 }, 'lost: mustSee'],
    ['rewrite', { manner: 'rewrite', good: 10, torn: 1 }, 'lost: mustSee'],
    ['rewrite', { manner: 'rewrite', torn: 1 }, 'torn: may'],
    ['locked-rewrite', { manner: 'rewrite', torn: 1 }, 'torn: never'],
    ['locked-rewrite', { manner: 'rewrite', good: 29, torn: 1 }, 'lost: never'],
  ])('%s with %o is %s', (variant, change, key) => {
    expect(read(logFile, variant, { ...whole, ...change })).toBe(key);
  });
});

describe('store-buffering', () => {
  test.each([
    ['plain', [0, 0], '0,0: interesting'],
    ['atomic', [0, 0], '0,0: never'],
    ['atomic', [1, 1], '1,1: may'],
    ['atomic', [-1, 1], '-1,1: unmatched'],
  ])('%s with %j is %s', (variant, registers, key) => {
    expect(read(storeBuffering, variant, registers)).toBe(key);
  });
});

describe('thread-death', () => {
  const report = {
    thread: 'pump',
    error: 'RangeError',
    message: 'the pump broke',
    value: null,
    remoteStack: true,
  };
  const seen = {
    reports: [report],
    kept: 'RangeError: the pump broke',
    ended: true,
    survivors: 2,
    exitCode: 0,
  };
  test.each([
    ['throws', {}, 'reported: always'],
    ['throws', { reports: [] }, 'silent: never'],
    ['throws', { reports: [report, report] }, 'twice: never'],
    ['throws', { reports: [{ ...report, thread: 'Thread-1' }] }, 'misreported: never'],
    ['throws', { reports: [{ ...report, remoteStack: false }] }, 'misreported: never'],
    ['throws', { reports: [{ ...report, message: 'something' }] }, 'misreported: never'],
    ['throws', { kept: null }, 'misreported: never'],
    ['rejects-later', { survivors: 1 }, 'others died: never'],
    ['rejects-later', { exitCode: 1 }, 'exit code changed: never'],
    ['rejects-later', { ended: false }, 'not ended: never'],
    [
      'throws-non-error',
      { reports: [{ ...report, error: 'ThrownValue', message: '', value: report.message }] },
      'reported: always',
    ],
    ['exits', { reports: [], kept: null }, 'silent: always'],
    ['exits', {}, 'reported: never'],
    [
      'process-exit',
      { reports: [{ ...report, error: 'StateError', message: 'The thread pump died: it exited with 3' }] },
      'reported: always',
    ],
  ])('%s with %o is %s', (variant, change, key) => {
    expect(read(threadDeath, variant, { ...seen, ...change })).toBe(key);
  });
});
