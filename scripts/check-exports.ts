/**
 * What package.json promises is there: every entry has its source, its build and its types, conditions come in the order
 * in which they must be tried, the built modules load in their runtime, and nothing in them is newer than ES2023.
 *
 * It reads `dist`, so build first (`npm run check` does).
 */
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, matchesGlob } from 'node:path';
import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { type Findings, reportFindings } from './lib/problems.ts';
import { filesBelow, type Manifest, packages, readManifest, root } from './lib/repository.ts';
import { importsOf, visit } from './lib/syntax.ts';

const conditions = ['interleave-source', 'types', 'default'];
const execute = promisify(execFile);

function checkManifest(folder: string, manifest: Manifest, versions: ReadonlyMap<string, string>): string[] {
  const problems: string[] = [];
  const need = (path: string, what: string): void => {
    if (!existsSync(join(folder, path))) problems.push(`${what} names ${path}, which is not there`);
  };
  for (const [subpath, target] of Object.entries(manifest.exports ?? {})) {
    if (typeof target === 'string') {
      need(target, `exports["${subpath}"]`);
      continue;
    }
    if (Object.keys(target).join() !== conditions.join()) {
      problems.push(`exports["${subpath}"] must have ${conditions.join(', ')}, in this order`);
    }
    for (const [condition, path] of Object.entries(target)) need(path, `exports["${subpath}"].${condition}`);
    const source = target['interleave-source']?.replace(/^\.\/src\/(.*)\.ts$/, './dist/$1');
    if (target['default'] !== `${source}.js` || target['types'] !== `${source}.d.ts`) {
      problems.push(`exports["${subpath}"]: source, types and default are not the same module`);
    }
  }
  for (const [name, path] of Object.entries(manifest.bin ?? {})) {
    need(path, `bin.${name}`);
    if (existsSync(join(folder, path)) && (statSync(join(folder, path)).mode & 0o111) === 0) {
      problems.push(`bin.${name}: ${path} is not executable`);
    }
  }
  if (!manifest.files?.includes('dist')) problems.push('files does not contain dist');
  for (const [name, version] of Object.entries(manifest.dependencies ?? {})) {
    if (versions.has(name) && versions.get(name) !== version) {
      problems.push(`depends on ${name} ${version}, the workspace has ${versions.get(name)}`);
    }
  }
  return problems;
}

/**
 * Looks at every built module: what it imports or starts exists, `using` is lowered, and a module that registers
 * something when it is imported is one that a bundler must not drop.
 */
async function checkModules(folder: string, { sideEffects }: Manifest): Promise<string[]> {
  const problems: string[] = [];
  const kept = typeof sideEffects === 'object' ? sideEffects : undefined;
  for (const file of await filesBelow(join(folder, 'dist'))) {
    if (!file.endsWith('.js')) continue;
    const code = await readFile(join(folder, 'dist', file), 'utf8');
    const imported = importsOf(code).map(({ specifier }) => specifier);
    const started = [...code.matchAll(/new URL\(\s*["'](\.[^"']*-entry\.\w+)["']/g)].map(
      (match) => match[1]!,
    );
    for (const url of [...imported.filter((specifier) => specifier.startsWith('.')), ...started]) {
      if (!existsSync(new URL(url, pathToFileURL(join(folder, 'dist', file))))) {
        problems.push(`dist/${file} names ${url}, which is not there`);
      }
    }
    const registers = /^register[A-Z]\w*\(/m.exec(code)?.[0];
    if (
      registers &&
      (kept ? !kept.some((glob) => matchesGlob(`./dist/${file}`, glob)) : sideEffects === false)
    ) {
      problems.push(`dist/${file} calls ${registers}…), so sideEffects must name it`);
    }
    visit(code, 'js', (node) => {
      const kind = node.type === 'VariableDeclaration' ? String(node['kind']) : '';
      if (kind.endsWith('using')) problems.push(`dist/${file} still has \`${kind}\``);
    });
  }
  return problems;
}

/** Loads every entry in its own runtime from `dist`, as an installed package is loaded; a browser's is bundled. */
async function checkLoading(folder: string, name: string, manifest: Manifest): Promise<string[]> {
  const entries = Object.entries(manifest.exports ?? {})
    .filter(([subpath, target]) => typeof target === 'object' && !subpath.endsWith('-entry'))
    .map(([subpath]) => manifest.name + subpath.slice(1));
  const code = `${entries.map((entry) => `await import('${entry}');`).join('\n')}`;
  try {
    if (name === 'browser') {
      await build({
        stdin: { contents: code, resolveDir: folder },
        bundle: true,
        format: 'esm',
        platform: 'browser',
        write: false,
        logLevel: 'silent',
      });
      return [];
    }
    const runtime = name === 'deno' || name === 'bun' ? name : 'node';
    const evaluate = { node: ['--input-type=module', '-e'], deno: ['eval'], bun: ['-e'] }[runtime];
    await execute(join(root, 'node_modules', '.bin', runtime), [...evaluate, code], {
      cwd: folder,
      timeout: 60_000,
    });
    return [];
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const lines = text.split('\n').filter((line) => line.trim() !== '' && !/^\s+at |^Node\.js v/.test(line));
    return [`its entries do not load:\n    ${lines.slice(0, 12).join('\n    ')}`];
  }
}

/** Checks the manifests and builds of all packages. */
export async function checkExports(): Promise<Findings> {
  const manifests = packages.map((name) => ({ name, manifest: readManifest(join(root, 'packages', name)) }));
  const versions = new Map(manifests.map(({ manifest }) => [manifest.name, manifest.version]));
  const problems: string[] = [];
  let entries = 0;
  for (const { name, manifest } of manifests) {
    const folder = join(root, 'packages', name);
    entries += Object.keys(manifest.exports ?? {}).length;
    const found = [...checkManifest(folder, manifest, versions), ...(await checkModules(folder, manifest))];
    if (found.length === 0) found.push(...(await checkLoading(folder, name, manifest)));
    problems.push(...found.map((problem) => `${manifest.name}: ${problem}`));
  }
  return { looked: `${entries} entries of ${manifests.length} packages`, problems };
}

if (import.meta.main) reportFindings('exports', await checkExports());
