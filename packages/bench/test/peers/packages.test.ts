import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isPackage, isPeer, isPython, MAKERS, PACKAGES } from '../../src/peers/makers.ts';
import { present } from '../../src/peers/work/present.ts';

interface Manifest {
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional: boolean }>>;
}

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as Manifest;
const names = Object.keys(PACKAGES) as (keyof typeof PACKAGES)[];

test('the versions that figures are of are those that are installed here', () => {
  for (const name of names) {
    expect(manifest.devDependencies[name], name).toBe(PACKAGES[name]);
    expect(MAKERS[name]).toBe(`${name} ${PACKAGES[name]}`);
    present(name);
  }
});

test('another version than the one that is measured is not measured', () => {
  expect(() => present('piscina', '0.0.1')).toThrow(
    `${PACKAGES.piscina} is installed, 0.0.1 is measured: npm i piscina@0.0.1`,
  );
  expect(() => present('no-such-package' as 'piscina', '1.0.0')).toThrow(
    'not installed: npm i no-such-package@1.0.0',
  );
});

test('users need none of them, and may have any version of theirs', () => {
  expect(Object.keys(manifest.peerDependencies).toSorted()).toEqual(names.toSorted());
  for (const name of names) {
    expect(manifest.peerDependencies[name]).toBe('*');
    expect(manifest.peerDependenciesMeta[name]).toEqual({ optional: true });
  }
});

test('who is a package, CPython, or at home', () => {
  expect([isPackage('piscina'), isPackage('bare'), isPackage('python')]).toEqual([true, false, false]);
  expect([isPython('python'), isPython('processes'), isPython('ours')]).toEqual([true, true, false]);
  expect((['batch', 'ours', 'web-locks', 'ipc', 'comlink'] as const).map(isPeer)).toEqual([
    false,
    false,
    true,
    true,
    true,
  ]);
});
