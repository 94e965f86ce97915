import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalogueFiles } from '../../src/plan/modules.ts';
import { flatName, modulesOf, withPageAddresses } from '../../src/targets/page-modules.ts';
import { folder } from '../support/cli.ts';

const nothing = { name: 'nothing', setup: () => undefined };

function write(files: Readonly<Record<string, string>>): (name: string) => string {
  const root = folder();
  mkdirSync(join(root, 'below'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  return (name) => join(root, name);
}

test('the modules of a scenario are those that it imports and those that it names, but no packages', async () => {
  const at = write({
    'mine.ts': "import './tasks.ts'; import '@interleave/core'; new URL('./below/far.js', import.meta.url);",
    'tasks.ts': 'export const text: string = "tasks";',
    'below/far.js': "import '../shared.js'; new URL('./missing.ts', import.meta.url);",
    'shared.js': 'export {};',
    'other.ts': 'export {};',
  });
  const found = await modulesOf([at('mine.ts')], nothing);
  expect([...found].sort()).toEqual(['mine.ts', 'tasks.ts', 'below/far.js', 'shared.js'].map(at).sort());
});

test('the catalogue needs no look at its modules', async () => {
  expect(await modulesOf([...catalogueFiles().values()], nothing)).toEqual(new Set());
});

test('an address becomes the one in the page, whatever folder it points into, and others stay', () => {
  const at = write({ 'mine.ts': '', 'below/far.ts': '' });
  const source = "remote(new URL('./below/far.ts', import.meta.url)); new URL('./other.ts', import.meta.url)";
  expect(withPageAddresses(at('mine.ts'), source, new Set([at('below/far.ts')]))).toBe(
    `remote(new URL('./${flatName(at('below/far.ts'))}.js', import.meta.url)); new URL('./other.ts', import.meta.url)`,
  );
  expect(flatName(at('mine.ts'))).not.toBe(flatName(at('below/mine.ts')));
});
