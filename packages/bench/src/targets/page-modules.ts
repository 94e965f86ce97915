/**
 * The modules of scenarios that are not of the catalogue: a page gives each of them an address of its own.
 *
 * A task is known by the address of its module, and a bundler makes one module of many. Two files of a user's that
 * both define a task `count` would then define it twice, so each stays a module by itself.
 *
 * @module
 */

import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { fnv1a64 } from '@interleave/core/scenario';
import { CONDITIONS } from './source-mode.ts';

/** Sources that a page can load once they are built. */
export const SOURCE: RegExp = /\.[cm]?[jt]sx?$/;

const ADDRESS: RegExp = /(new URL\(\s*)(['"`])(\.{1,2}\/[^'"`]+\.[cm]?[jt]sx?)\2(\s*,\s*import\.meta\.url)/g;

/** Below the page's address, without `.js`: all in one folder, so that one finds another from wherever it is put. */
export function flatName(path: string): string {
  return `${basename(path, extname(path))}-${fnv1a64(path)}`;
}

/** Every file that these modules import or name by `new URL('./x.ts', import.meta.url)`, packages left out. */
export async function modulesOf(paths: readonly string[], refusals: Plugin): Promise<Set<string>> {
  const catalogue = join(dirname(fileURLToPath(import.meta.resolve('@interleave/core/scenarios'))), '/');
  const seen = new Set<string>();
  let next = paths.filter((path) => !path.startsWith(catalogue));
  while (next.length > 0) {
    const { metafile } = await build({
      entryPoints: [...next],
      outdir: '/',
      bundle: true,
      write: false,
      metafile: true,
      format: 'esm',
      packages: 'external',
      conditions: [...CONDITIONS],
      logLevel: 'silent',
      plugins: [refusals],
    });
    const inputs = Object.keys(metafile.inputs).map((path) => resolve(path));
    const found = inputs.filter((path) => SOURCE.test(path) && existsSync(path) && !seen.has(path));
    for (const path of found) seen.add(path);
    const named = found.flatMap((path) => addressed(path)).map((path) => realpathSync(path));
    next = [...new Set(named)].filter((path) => !seen.has(path));
  }
  return seen;
}

/** A module's source with the addresses in it replaced by those that a page has for them. */
export function withPageAddresses(path: string, source: string, modules: ReadonlySet<string>): string {
  return source.replace(ADDRESS, (whole, before: string, quote: string, to: string, after: string) => {
    const target = resolve(dirname(path), to);
    const real = existsSync(target) ? realpathSync(target) : target;
    return modules.has(real) ? `${before}${quote}./${flatName(real)}.js${quote}${after}` : whole;
  });
}

function addressed(path: string): string[] {
  return [...readFileSync(path, 'utf8').matchAll(ADDRESS)]
    .map(([, , , to = '']) => resolve(dirname(path), to))
    .filter((target) => existsSync(target));
}
