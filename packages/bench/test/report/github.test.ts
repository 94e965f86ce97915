import { expect, test } from 'vitest';
import { renderGithub } from '../../src/report/github.ts';
import { FULL, GREEN } from './fixture/full.ts';
import { HOSTILE } from './fixture/hostile.ts';

const lines = renderGithub(FULL).trimEnd().split('\n');

test('each cell that failed is an error beside its file, with what to type', () => {
  const errors = lines.filter((line) => line.startsWith('::error '));
  const failed = FULL.cells.filter(({ status }) =>
    ['forbidden', 'crash', 'error', 'timeout', 'notObserved', 'vacuous'].includes(status),
  );
  expect(errors).toHaveLength(failed.length);
  expect(errors.find((line) => line.includes('title=lost-update on bun'))).toBe(
    '::error file=scenarios/lost-update.ts,title=lost-update on bun%3A forbidden::' +
      "'lost 3' was seen once and no outcome allows it. To see it again: interleave replay lost-update --on bun --variant locked --seed 42",
  );
});

test('the worst come first, then warnings, then what is interesting', () => {
  const levels = lines.map((line) => /^::(\w+)/.exec(line)?.[1]);
  expect(levels.toSorted((a = '', b = '') => ORDER.indexOf(a) - ORDER.indexOf(b))).toEqual(levels);
  expect(new Set(levels)).toEqual(new Set(ORDER));
});
const ORDER = ['error', 'warning', 'notice'];

test('where every promise held there is nothing to say', () => {
  expect(renderGithub(GREEN)).toBe('');
});

test('whatever a report holds, a line is one command', () => {
  const text = renderGithub(HOSTILE);
  for (const line of text.trimEnd().split('\n'))
    expect(line).toMatch(/^::(error|warning|notice) (file|title)=[^:]*::/);
  expect(text).not.toContain('\u001b');
});
