import { delimiter, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { findExecutable, type FileModules } from '../../src/host/find-executable.ts';

/** A system in which these files can be run. */
function systemOf(...files: string[]): FileModules {
  return {
    delimiter,
    dirname,
    join,
    statSync: (path) => {
      if (!files.includes(path)) throw new Error('no such file');
      return { mode: path.endsWith('.txt') ? 0o644 : 0o755, isFile: () => true };
    },
    realpathSync: (path) => `real:${path}`,
  };
}

const pinned = '/home/user/node_modules/.bin/bun';

test('what a project has pinned comes before what the path has', () => {
  const node = systemOf(pinned, '/usr/bin/bun');
  expect(findExecutable(node, 'bun', ['/home/user/project/src'], '/usr/bin')).toBe(`real:${pinned}`);
});

test('the nearest folder comes first, then the next one given', () => {
  const node = systemOf('/a/b/node_modules/.bin/bun', '/a/node_modules/.bin/bun', '/c/node_modules/.bin/bun');
  expect(findExecutable(node, 'bun', ['/a/b', '/c'], '')).toBe('real:/a/b/node_modules/.bin/bun');
  expect(findExecutable(node, 'bun', ['/x', '/c'], '')).toBe('real:/c/node_modules/.bin/bun');
});

test('the path is searched in its order', () => {
  const node = systemOf('/usr/local/bin/deno', '/usr/bin/deno');
  expect(findExecutable(node, 'deno', [], ['', '/usr/local/bin', '/usr/bin'].join(delimiter))).toBe(
    'real:/usr/local/bin/deno',
  );
});

test('what cannot be run is passed over', () => {
  const node = systemOf('/a/x.txt', '/c/x');
  expect(findExecutable(node, 'x.txt', [], '/a')).toBeUndefined();
  expect(findExecutable(node, 'x', [], ['/a', '/c'].join(delimiter))).toBe('real:/c/x');
});

test('what is nowhere is not found', () => {
  expect(findExecutable(systemOf(), 'node', ['/home/user'], '/usr/bin')).toBeUndefined();
});
