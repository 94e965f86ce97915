import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** The top folder of the repository. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Where setup keeps what it found; inside node_modules, so that it is ignored by git and goes with an install. */
export const cache = join(root, 'node_modules', '.cache', 'interleave');

/** The path of a command that the lock file installs. */
export function bin(name) {
  return join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);
}

/** The content of a file in the cache, or undefined. */
export function recall(name) {
  try {
    return readFileSync(join(cache, name), 'utf8');
  } catch {
    return undefined;
  }
}

/** Writes a file in the cache. */
export function remember(name, content) {
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, name), content);
}
