import { expect, test } from 'vitest';
import { readerOf, readsTypes } from '../../src/plan/reader.ts';

test.each([
  ['20.20.2', false],
  ['22.17.1', false],
  ['22.18.0', true],
  ['23.5.0', false],
  ['23.6.0', true],
  ['26.10.0', true],
])('Node %s reads TypeScript: %s', (version, reads) => {
  expect(readsTypes(version)).toBe(reads);
});

test('a Node that can read the files is this one', async () => {
  expect(await readerOf(['./mine.mjs', './mine.ts'])).toBe(process.execPath);
});
