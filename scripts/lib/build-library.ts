/**
 * Builds many modules into one file, `dist/library.js`, and for each of them a module of its own name that re-exports
 * what is its own. Whoever imports the package loads two or three files instead of a hundred, which every thread pays
 * for again, and still there is one instance of everything, by whatever path it is imported.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';

const toJs = (module: string): string => module.replace(/\.ts$/, '.js');

/** The name under which the library exports what a module exports. */
const alias = (module: string, name: string): string =>
  `${module.replace(/\.ts$/, '').replace(/\W/g, '_')}__${name}`;

/** What each module exports, by its path in `src`; what it re-exports counts as its own. */
async function exportsOf(modules: readonly string[], options: BuildOptions): Promise<Map<string, string[]>> {
  const entryPoints = modules.map((module) => `src/${module}`);
  const { metafile } = await build({
    ...options,
    entryPoints,
    outdir: 'dist',
    sourcemap: false,
    write: false,
    metafile: true,
  });
  return new Map(
    Object.values(metafile.outputs).map(({ entryPoint, exports }) => [
      entryPoint!.replace(/^src\//, ''),
      exports.toSorted(),
    ]),
  );
}

/** Gives the files it wrote, by their paths in `dist`. */
export async function buildLibrary(modules: readonly string[], options: BuildOptions): Promise<string[]> {
  const found = [...(await exportsOf(modules, options))];
  const contents = found.map(([module, names]) => {
    const renamed = names.map((name) => `${name} as ${alias(module, name)}`);
    return `export { ${renamed.join(', ')} } from './${module}';`;
  });
  await build({
    ...options,
    stdin: { contents: contents.join('\n'), resolveDir: 'src', sourcefile: 'library.ts', loader: 'ts' },
    outfile: 'dist/library.js',
  });
  for (const [module, names] of found) {
    const file = join('dist', toJs(module));
    const up = '../'.repeat(module.split('/').length - 1) || './';
    const renamed = names.map((name) => `${alias(module, name)} as ${name}`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `export { ${renamed.join(', ')} } from '${up}library.js';\n`);
  }
  return ['library.js', 'library.js.map', ...modules.map(toJs)];
}
