/**
 * What a page loads: its own entry, the threads' entry, and each scenario's module at an address of its own.
 *
 * @module
 */

import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildFailure, type Plugin } from 'esbuild';
import { InputError } from '../input-error.ts';
import { flatName, modulesOf, SOURCE, withPageAddresses } from './page-modules.ts';
import type { PageFiles } from './page-server.ts';
import { besides, CONDITIONS } from './source-mode.ts';
import type { Work } from './target.ts';

const OUT = '/';

const PAGE = `<!doctype html>
<meta charset="utf-8">
<title>interleave</title>
<link rel="icon" href="data:,">
<script type="module" src="./unit-page.js"></script>
`;

/**
 * Bundles with code splitting: a scenario's module stays one address whose `import.meta.url` a worker can load, and
 * everything that modules share exists once.
 */
export async function bundlePage(works: readonly Work[]): Promise<PageFiles> {
  const entries: Record<string, string> = {
    'unit-page': besides('./unit-page'),
    'thread-entry': fileURLToPath(import.meta.resolve('@interleave/browser/thread-entry')),
  };
  const refuse = (failure: unknown): never => {
    throw new InputError(`The page could not be bundled: ${explain(failure)}`);
  };
  const paths = [...new Set(works.map((work) => realpathSync(work.path)))];
  const modules = await modulesOf(paths, notInPages).catch(refuse);
  for (const path of [...paths, ...modules]) entries[flatName(path)] = path;
  const result = await build({
    entryPoints: Object.entries(entries).map(([out, path]) => ({ in: path, out })),
    bundle: true,
    splitting: true,
    format: 'esm',
    // The threads' entry is looked for beside the module that starts threads, wherever splitting puts that.
    chunkNames: '[name]-[hash]',
    outdir: OUT,
    write: false,
    platform: 'browser',
    target: 'es2022',
    conditions: [...CONDITIONS, 'browser'],
    sourcemap: 'linked',
    logLevel: 'silent',
    charset: 'utf8',
    plugins: [asBuilt(modules), notInPages],
  }).catch(refuse);
  const files = new Map<string, { readonly type: string; readonly body: Uint8Array | string }>();
  files.set('unit.html', { type: 'text/html; charset=utf-8', body: PAGE });
  for (const { path, contents } of result.outputFiles) {
    const type =
      extname(path) === '.js' ? 'text/javascript; charset=utf-8' : 'application/json; charset=utf-8';
    files.set(relative(OUT, path), { type, body: contents });
  }
  return files;
}

/** Below the page's address, the module of a scenario. */
export function moduleName(work: Work): string {
  return `${flatName(realpathSync(work.path))}.js`;
}

/** `new URL('./x.ts', import.meta.url)` names a source; in the bundle it has to name what was built of it. */
function asBuilt(modules: ReadonlySet<string>): Plugin {
  return {
    name: 'as-built',
    setup(esbuild) {
      esbuild.onLoad({ filter: SOURCE }, async ({ path }) => {
        const typed = /\.([cm]?ts|tsx)$/.test(path);
        const loader = typed ? (path.endsWith('x') ? 'tsx' : 'ts') : path.endsWith('x') ? 'jsx' : 'js';
        if (modules.has(path))
          return { contents: withPageAddresses(path, await readFile(path, 'utf8'), modules), loader };
        if (!typed) return undefined;
        const source = await readFile(path, 'utf8');
        const contents = source.replace(
          /(new URL\(\s*)(['"`])(\.{1,2}\/[^'"`]+)\.ts\2(\s*,\s*import\.meta\.url)/g,
          '$1$2$3.js$2$4',
        );
        return { contents, loader };
      });
    },
  };
}

/** A scenario for native runtimes fails when its own page loads it, with a reason, and leaves the others alone. */
const notInPages: Plugin = {
  name: 'not-in-pages',
  setup(esbuild) {
    const namespace = 'not-in-pages';
    esbuild.onResolve({ filter: /^(node|bun):/ }, ({ path }) => ({ path, namespace }));
    esbuild.onLoad({ filter: /.*/, namespace }, ({ path }) => ({
      contents: `throw new Error(${JSON.stringify(`${path} is not there in a browser`)})`,
    }));
  },
};

function explain(failure: unknown): string {
  const first = (failure as Partial<BuildFailure>).errors?.[0];
  if (first === undefined) return failure instanceof Error ? failure.message : String(failure);
  const at = first.location === null ? '' : ` (${first.location.file}:${first.location.line})`;
  return first.text + at;
}
