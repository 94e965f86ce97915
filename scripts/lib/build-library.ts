/**
 * Builds many modules into one file, `dist/NAME.js`, and for each of them a module of its own name that re-exports
 * what is its own. Whoever imports the package loads two or three files instead of a hundred, which every thread pays
 * for again, and still there is one instance of everything, by whatever path it is imported.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';

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

/** Other modules, and those that are loaded only when they are asked for, are not in the file. */
function keepOthers(modules: readonly string[]): Plugin {
  const inside = new Set(modules.map((module) => resolve('src', module)));
  return {
    name: 'keep-others',
    setup(esbuild) {
      esbuild.onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
        const file = resolve(resolveDir, path);
        if (kind !== 'dynamic-import' && inside.has(file)) return undefined;
        return { path: `./${toJs(relative(resolve('src'), file))}`, external: true };
      });
    },
  };
}

/** Gives the files it wrote, by their paths in `dist`. */
export async function buildLibrary(
  name: string,
  modules: readonly string[],
  common: BuildOptions,
): Promise<string[]> {
  const options = { ...common, plugins: [...(common.plugins ?? []), keepOthers(modules)] };
  const found = [...(await exportsOf(modules, options))];
  const contents = found.map(([module, names]) => {
    const renamed = names.map((name) => `${name} as ${alias(module, name)}`);
    return `export { ${renamed.join(', ')} } from './${module}';`;
  });
  await build({
    ...options,
    stdin: { contents: contents.join('\n'), resolveDir: 'src', sourcefile: `${name}.ts`, loader: 'ts' },
    outfile: `dist/${name}.js`,
  });
  for (const [module, names] of found) {
    const file = join('dist', toJs(module));
    const up = '../'.repeat(module.split('/').length - 1) || './';
    const renamed = names.map((name) => `${alias(module, name)} as ${name}`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `export { ${renamed.join(', ')} } from '${up}${name}.js';\n`);
  }
  return [`${name}.js`, `${name}.js.map`, ...modules.map(toJs)];
}
