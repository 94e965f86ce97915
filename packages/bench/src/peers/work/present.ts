/**
 * Whether a package that is measured is here, in the version that is measured: users of this one need not have it.
 *
 * @module
 */

import { existsSync, readFileSync } from 'node:fs';
import { AbsentError } from '../../engines/timing/subject.ts';
import { type Package, PACKAGES } from '../makers.ts';

/** @throws {AbsentError} with what to type */
export function present(name: Package, wanted: string = PACKAGES[name]): void {
  const found = versionOf(name);
  const remedy = `npm i ${name}@${wanted}`;
  if (found === undefined) throw new AbsentError(`not installed: ${remedy}`);
  if (found !== wanted) throw new AbsentError(`${found} is installed, ${wanted} is measured: ${remedy}`);
}

/** Read from its manifest, which not every package exports: nothing of it is loaded. */
function versionOf(name: Package): string | undefined {
  let folder: URL;
  try {
    folder = new URL('.', import.meta.resolve(name));
  } catch {
    return undefined;
  }
  for (;;) {
    const file = new URL('package.json', folder);
    if (existsSync(file)) {
      const manifest = JSON.parse(readFileSync(file, 'utf8')) as { name?: string; version?: string };
      if (manifest.name === name) return manifest.version;
    }
    const above = new URL('..', folder);
    if (above.href === folder.href) return undefined;
    folder = above;
  }
}
