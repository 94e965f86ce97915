import { expect, test } from 'vitest';
import { InputError } from '../../src/input-error.ts';
import { catalogueFiles, chosen, moduleFiles } from '../../src/plan/modules.ts';
import { fixture } from '../support/cli.ts';

const twins = fixture('twins.ts');
const coin = fixture('coin.ts');
const scenarios = [
  { id: 'sound', path: twins },
  { id: 'fooled', path: twins },
  { id: 'coin', path: coin },
];
const ids = (words: readonly string[]): string[] => chosen(scenarios, words).map(({ id }) => id);

test('a module stands for all its scenarios, and with a # for one of them', () => {
  expect(ids([twins])).toEqual(['sound', 'fooled', 'coin']);
  expect(ids([`${twins}#fooled`, coin])).toEqual(['fooled', 'coin']);
  expect(ids([`${twins}#fooled`, `${twins}#sound`])).toEqual(['sound', 'fooled', 'coin']);
  expect(ids([`${twins}#fooled`, twins])).toEqual(['sound', 'fooled', 'coin']);
  expect(ids([])).toEqual(['sound', 'fooled', 'coin']);
});

test('a name that a module does not have is refused, with the nearest one that it has', () => {
  expect(() => chosen(scenarios, [`${twins}#fool`])).toThrow(InputError);
  expect(() => chosen(scenarios, [`${twins}#fool`])).toThrow(
    "has no scenario 'fool': did you mean 'fooled'?",
  );
});

test('a module is read once, however many of its scenarios are named, and a name may have a path beside it', () => {
  expect(moduleFiles([`${twins}#fooled`, `${twins}#sound`, 'lost-update'])).toEqual([
    twins,
    catalogueFiles().get('lost-update'),
  ]);
});
