import { expect, test } from 'vitest';

import { renderJson } from '../../src/report/json.ts';
import type { Report } from '../../src/report/model.ts';
import { FULL } from './fixture/full.ts';
import { HOSTILE } from './fixture/hostile.ts';

/** The same value with the keys of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toReversed();
  return Object.fromEntries(entries.map(([key, item]) => [key, reversed(item)]));
}

test('the same report is the same text, however it was put together', () => {
  const other = reversed(FULL) as Report;
  expect(Object.keys(other)[0]).not.toBe('schemaVersion');
  expect(renderJson(other)).toBe(renderJson(FULL));
});

test('the version comes first, and what is read before what is long', () => {
  const keys = Object.keys(JSON.parse(renderJson(FULL)) as object);
  expect(keys[0]).toBe('schemaVersion');
  expect(keys.slice(-3)).toEqual(['targets', 'scenarios', 'cells']);
  expect(renderJson(FULL).endsWith('}\n')).toBe(true);
});

test('what was logged is kept to the letter', () => {
  const read = JSON.parse(renderJson(HOSTILE)) as Report;
  expect(read).toEqual(JSON.parse(JSON.stringify(HOSTILE)));
  expect(read.warnings).toEqual(HOSTILE.warnings);
});
