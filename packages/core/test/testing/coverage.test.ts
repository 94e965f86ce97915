import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { suiteTitles } from './titles.ts';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../src/testing/${name}.json`, import.meta.url), 'utf8'));

/** What CPython's classes do, by id: the rows that this library has to show, or to say why not. */
const behaviours = read('behaviours') as readonly { readonly id: string; readonly behaviour: string }[];
const notApplicable = read('not-applicable') as Readonly<Record<string, string>>;

const known = new Set(behaviours.map(({ id }) => id));
const covered = new Set(suiteTitles().flatMap((title) => title.match(/\b[A-Z][A-Z0-9]*-\d{2,}\b/g) ?? []));

test('each behaviour of CPython is on test by its id, or said not to apply', () => {
  const missing = behaviours.filter(({ id }) => !covered.has(id) && notApplicable[id] === undefined);
  expect(missing.map(({ id, behaviour }) => `${id}: ${behaviour}`)).toEqual([]);
});

test('no behaviour is both on test and said not to apply', () => {
  expect(Object.keys(notApplicable).filter((id) => covered.has(id))).toEqual([]);
});

test('what does not apply exists, and is said why in a sentence', () => {
  expect(Object.keys(notApplicable).filter((id) => !known.has(id))).toEqual([]);
  for (const [id, reason] of Object.entries(notApplicable)) expect(reason, id).toMatch(/^[A-Z`].{6,}\.$/s);
});

test('no test names a behaviour that does not exist', () => {
  expect([...covered].filter((id) => !known.has(id))).toEqual([]);
});

test('each behaviour is there once', () => {
  expect(behaviours.length).toBe(known.size);
});
