import { canonicalJson, defineScenario, fnv1a64 } from '@interleave/core/scenario';
import { expect, test } from 'vitest';
import { definition } from '../support/definition.ts';

const hashOf = (changes: object): string =>
  defineScenario('file:///s.ts', { ...definition, ...changes } as typeof definition).contractHash;

test('FNV-1a gives the values that its authors publish', () => {
  expect(fnv1a64('')).toBe('cbf29ce484222325');
  expect(fnv1a64('a')).toBe('af63dc4c8601ec8c');
  expect(fnv1a64('foobar')).toBe('85944171f73967e8');
});

test('canonical JSON does not depend on the order of keys, and holds patterns', () => {
  expect(canonicalJson({ b: 1, a: [/x+/i, false] })).toBe('{"a":[{"flags":"i","pattern":"x+"},false],"b":1}');
  expect(canonicalJson({ a: undefined })).toBe('{}');
  expect(() => canonicalJson({ a: () => 1 })).toThrow(TypeError);
});

test('the hash is the same today as ever', () => {
  expect(hashOf({})).toBe('4956d2098d3a4e53');
});

test('wording does not change the hash', () => {
  expect(hashOf({ title: 'Another', lesson: 'Other words.', limit: 5 })).toBe(hashOf({}));
  expect(hashOf({ outcomes: { one: [{ match: /a+/, expect: 'may', why: 'for another reason' }] } })).toBe(
    hashOf({}),
  );
});

test.each([
  ['an id', { id: 'other' }],
  ['a pattern', { outcomes: { one: [{ match: /a*/, expect: 'may', why: 'x' }] } }],
  ['a flag', { outcomes: { one: [{ match: /a+/i, expect: 'may', why: 'x' }] } }],
  ['a text in place of a pattern', { outcomes: { one: [{ match: 'a+', expect: 'may', why: 'x' }] } }],
  ['an expectation', { outcomes: { one: [{ match: /a+/, expect: 'never', why: 'x' }] } }],
  ['a runtime of a row', { outcomes: { one: [{ match: /a+/, expect: 'may', why: 'x', on: ['node'] }] } }],
  ['a requirement', { requires: ['threads'] }],
  ['a default', { params: { n: { type: 'integer', default: 2, about: 'x' } } }],
  ['a counter', { nonVacuous: { one: ['work'] } }],
  ['a mutant', { mutants: [{ id: 'm', why: 'x', variant: 'one', status: 'error' }] }],
  ['a measure', { measures: [{ id: 't', title: 'x', unit: 'ms', better: 'lower' }] }],
  ['an engine', { engine: 'timing' }],
  ['a repetition', { repeat: 3 }],
])('%s changes the hash', (_what, changes) => {
  expect(hashOf(changes)).not.toBe(hashOf({}));
});

test('of the other engines the hash holds what is run', () => {
  const { run: _none, project, ...bare } = definition;
  const task = Object.assign(() => undefined, { url: 'file:///s.ts', taskName: 'act' });
  const ofStress = (worker: object): string =>
    defineScenario('file:///s.ts', {
      ...bare,
      engine: 'stress',
      workers: { one: [{ name: 'w', task, ...worker }] },
      prepare: () => 0,
      check: () => 'a',
      project,
    } as never).contractHash;
  const ofEnding = (more: object): string =>
    defineScenario('file:///s.ts', {
      ...bare,
      engine: 'terminate',
      bodies: { one: task },
      prepare: () => 0,
      ...more,
    } as never).contractHash;
  const hashes = [
    ofStress({}),
    ofStress({ mortal: true }),
    ofStress({ count: 2 }),
    ofEnding({}),
    ofEnding({ provoke: () => {} }),
  ];
  expect(new Set(hashes).size).toBe(hashes.length);
  expect(ofStress({ count: 1, mortal: false })).toBe(ofStress({}));
});
