import { grade, matches, type Outcome, rowOf } from '@interleave/core/scenario';
import { expect, test } from 'vitest';

const seen = (counts: Record<string, number>): Map<string, number> => new Map(Object.entries(counts));
const row = (match: Outcome['match'], expect: Outcome['expect'], on?: string[]): Outcome => ({
  match,
  expect,
  why: `because of ${String(match)}`,
  ...(on === undefined ? {} : { on }),
});

test('a pattern matches the whole key, also where it has alternatives', () => {
  expect(matches(/a|b/, 'ab')).toBe(false);
  expect(matches(/a|b/, 'b')).toBe(true);
  expect(matches(/^lost \d+$/i, 'LOST 3')).toBe(true);
  expect(matches('a.', 'ab')).toBe(false);
});

test('an exact row goes before a pattern, patterns in their order', () => {
  const table = [row(/.*/, 'may'), row(/x/, 'never'), row('x', 'interesting')];
  expect(rowOf(table, 'x', 'node')).toBe(2);
  expect(rowOf(table, 'y', 'node')).toBe(0);
  expect(rowOf([row('a', 'may')], 'b', 'node')).toBeNull();
});

test('an observation that no row matches is forbidden', () => {
  const { status, keys, reasons } = grade([row('a', 'may')], seen({ a: 5, b: 1 }), 'node');
  expect(status).toBe('forbidden');
  expect(keys).toEqual([
    { key: 'a', count: 5, row: 0, expect: 'may', why: 'because of a' },
    { key: 'b', count: 1, row: null, expect: 'unmatched', why: 'No row of the contract matches it' },
  ]);
  expect(reasons).toEqual(["'b' was seen once and no outcome allows it"]);
});

test('one match of a never row is forbidden, none is well', () => {
  const table = [row('a', 'may'), row('b', 'never')];
  expect(grade(table, seen({ a: 1e9, b: 1 }), 'node').status).toBe('forbidden');
  expect(grade(table, seen({ a: 1 }), 'node').status).toBe('pass');
});

test('always holds for every observation, whichever row took it', () => {
  const table = [row('a', 'always'), row('b', 'may')];
  expect(grade(table, seen({ a: 3 }), 'node').status).toBe('pass');
  expect(grade(table, seen({ a: 3, b: 1 }), 'node').status).toBe('forbidden');
  const two = [row('a', 'always'), row(/b+/, 'always')];
  expect(grade(two, seen({ a: 3, bb: 1 }), 'node').status).toBe('pass');
  const within = [row(/a.*/, 'always'), row('ab', 'mustSee')];
  expect(grade(within, seen({ ab: 1, ac: 1 }), 'node').status).toBe('pass');
});

test('what must be seen and was not is not observed', () => {
  const table = [row('a', 'may'), row(/b|c/, 'mustSee')];
  const { status, reasons } = grade(table, seen({ a: 3 }), 'node');
  expect(status).toBe('notObserved');
  expect(reasons[0]).toContain('/b|c/ was not seen and must be');
  expect(grade(table, seen({ a: 3, c: 1 }), 'node').status).toBe('pass');
});

test('an interesting outcome makes an interesting cell', () => {
  expect(grade([row('a', 'interesting')], seen({ a: 1 }), 'node').status).toBe('interesting');
});

test('a row holds only on the runtimes that it names', () => {
  const table = [row('dies', 'always', ['node', 'bun']), row('lives', 'always', ['deno'])];
  expect(grade(table, seen({ dies: 1 }), 'node').status).toBe('pass');
  expect(grade(table, seen({ dies: 1 }), 'deno').status).toBe('forbidden');
  expect(grade(table, seen({ lives: 1 }), 'deno').status).toBe('pass');
});

test('the worst of everything counts, and only its reasons are given', () => {
  const table = [row('a', 'interesting'), row('b', 'mustSee'), row('c', 'never')];
  const { status, reasons } = grade(table, seen({ a: 1, c: 2 }), 'node');
  expect(status).toBe('forbidden');
  expect(reasons).toEqual(["'c' was seen 2 times and never may be: because of c"]);
});

test('nothing observed proves nothing', () => {
  expect(grade([row('a', 'always')], seen({}), 'node').status).toBe('vacuous');
});

test('a histogram of many millions is graded as one of few', () => {
  const { keys } = grade(
    [row(/\d,\d/, 'may'), row('0,0', 'interesting')],
    seen({ '1,1': 2, '0,0': 45_000_000 }),
    'node',
  );
  expect(keys.map(({ key, count }) => [key, count])).toEqual([
    ['0,0', 45_000_000],
    ['1,1', 2],
  ]);
});
