/**
 * Builds the package in the working directory: `src` → `dist`, ES modules for ES2023.
 *
 * A module stays a module of its own, because `defineTasks(import.meta.url, …)` would change its meaning if modules
 * were merged; what a package calls its library has no tasks and becomes one file (lib/build-library.ts). `src/*-entry.ts`
 * are bundled, import-free: a worker has to start in an empty folder, behind a bundler, or from a URL. The `.d.ts`
 * beside them come from `tsc -b`.
 */
import { chmod, copyFile, mkdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { buildLibrary } from './lib/build-library.ts';
import { filesBelow, readManifest } from './lib/repository.ts';

const folder = process.cwd();
const manifest = readManifest(folder);
const isEntry = (file: string): boolean => /^[^/]*-entry\.ts$/.test(file);
const INSTALL = 'install.ts';
/** What core merges, by the name of the file: what every program needs, and what every scenario does. */
const LIBRARIES: readonly (readonly [name: string, modules: RegExp])[] = [
  ['library', /^(?!(explore|scenario|scenarios|testing)\/)/],
  ['scenario-library', /^scenario\//],
];
const toJs = (path: string): string => path.replace(/\.ts$/, '.js');

/** `new URL('./thread-entry.ts', import.meta.url)` names a source file, beside this one or beside a task; in `dist` it has to name the built one. */
const rewriteUrls: Plugin = {
  name: 'rewrite-urls',
  setup(esbuild) {
    esbuild.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replace(
        /(new URL\(\s*)(['"`])(\.{1,2}\/[^'"`]+)\.ts\2(\s*,\s*(?:[\w.]+\.url\b|HERE\b))/g,
        '$1$2$3.js$2$4',
      );
      return { contents, loader: 'ts' };
    });
  },
};

const keepModules: Plugin = {
  name: 'keep-modules',
  setup(esbuild) {
    esbuild.onResolve({ filter: /.*/ }, ({ kind, path }) => {
      if (kind === 'entry-point') return undefined;
      return { path: path.startsWith('.') ? toJs(path) : path, external: true };
    });
  },
};

/** What is of this package becomes part of the file, what is of others stays where it is. */
const keepPackages: Plugin = {
  name: 'keep-packages',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^[^.]/ }, ({ kind, path }) =>
      kind === 'entry-point' ? undefined : { path, external: true },
    );
  },
};

const common: BuildOptions = {
  bundle: true,
  format: 'esm',
  target: 'es2023',
  platform: 'neutral',
  outbase: 'src',
  sourcemap: 'linked',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true, useDefineForClassFields: true } },
};

const sources = await filesBelow('src');
const code = sources.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'));
const entries = code.filter(isEntry);
const libraries =
  basename(folder) === 'core'
    ? LIBRARIES.map(([name, pattern]) => ({ name, files: code.filter((file) => pattern.test(file)) }))
    : [];
const merged = libraries.flatMap(({ files }) => files);
let modules = code.filter((file) => !isEntry(file) && !merged.includes(file));
const assets = sources.filter((file) => !file.endsWith('.ts'));
const paths = (files: readonly string[]): string[] => files.map((file) => `src/${file}`);

// An adapter's own modules become one file: each that a thread loads costs it the better part of a millisecond.
if (modules.includes(INSTALL)) {
  const { metafile } = await build({
    ...common,
    outdir: 'dist',
    entryPoints: paths([INSTALL]),
    plugins: [rewriteUrls, keepPackages],
    metafile: true,
  });
  const inside = new Set(Object.keys(metafile.inputs).map((path) => path.replace(/^src\//, '')));
  inside.delete(INSTALL);
  modules = modules.filter((file) => !inside.has(file));
}

const apart = modules.filter((file) => file !== INSTALL);
if (apart.length > 0)
  await build({
    ...common,
    outdir: 'dist',
    entryPoints: paths(apart),
    plugins: [rewriteUrls, keepModules],
  });

if (entries.length > 0) {
  const runtime = basename(folder);
  const result = await build({
    ...common,
    outdir: 'dist',
    entryPoints: paths(entries),
    plugins: [rewriteUrls],
    conditions: ['interleave-source'],
    external: runtime === 'browser' ? [] : runtime === 'bun' ? ['node:*', 'bun:*', 'bun'] : ['node:*'],
    metafile: true,
  });
  for (const [output, { imports }] of Object.entries(result.metafile.outputs)) {
    const foreign = imports.filter(({ external, path }) => external && !/^(node|bun):|^bun$/.test(path));
    if (foreign.length > 0)
      throw new Error(`${output} imports ${foreign.map(({ path }) => path).join(', ')}`);
  }
}

const library: string[] = [];
for (const { name, files } of libraries)
  library.push(...(await buildLibrary(name, files, { ...common, plugins: [rewriteUrls] })));

for (const asset of assets) {
  await mkdir(dirname(join('dist', asset)), { recursive: true });
  await copyFile(join('src', asset), join('dist', asset));
}

for (const executable of Object.values(manifest.bin ?? {})) {
  if (code.includes(executable.replace(/^\.\/dist\//, '').replace(/\.js$/, '.ts')))
    await chmod(executable, 0o755);
}

const wanted = new Set([
  ...[...modules, ...entries].flatMap((file) => [toJs(file), `${toJs(file)}.map`]),
  ...code.map((file) => file.replace(/\.ts$/, '.d.ts')),
  ...library,
  ...assets,
  '.tsbuildinfo',
]);
for (const file of await filesBelow('dist')) if (!wanted.has(file)) await rm(join('dist', file));

console.log(`${manifest.name}: ${code.length} modules, ${assets.length} other files`);
