/**
 * What a user gets: core and node as `npm pack` makes them, installed into an empty folder, type-check and run the
 * README's example (its first ```ts fence marked `example.ts`).
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './lib/repository.ts';

const execute = promisify(execFile);
const bin = (name: string): string => join(root, 'node_modules', '.bin', name);

interface Packed {
  readonly name: string;
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** Runs a command to its end; its output is part of the error when it fails. */
async function run(cwd: string, command: string, ...args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await execute(command, [...args], { cwd, timeout: 120_000, maxBuffer: 1 << 26 });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '', code } = error as { stdout?: string; stderr?: string; code?: unknown };
    throw new Error(`${command} ${args.join(' ')} failed (${String(code)})\n${stdout}\n${stderr}`, {
      cause: error,
    });
  }
}

async function readExample(): Promise<string> {
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  const example = /^```ts[^\n]*\bexample\.ts\b[^\n]*\n(.*?)^```/ms.exec(readme)?.[1];
  if (example === undefined) throw new Error('README.md has no ```ts fence marked example.ts');
  return example;
}

async function pack(folder: string): Promise<Packed[]> {
  const workspaces = ['core', 'node'].flatMap((name) => ['--workspace', `@interleave/${name}`]);
  const output = await run(root, 'npm', 'pack', '--json', '--pack-destination', folder, ...workspaces);
  const packed = Object.values(JSON.parse(output) as Record<string, Packed>);
  for (const { name, files } of packed) {
    const paths = files.map(({ path }) => path);
    const stray = paths.filter((path) => !/^(dist\/(?!\.)|package\.json$|LICENSE$|README\.md$)/.test(path));
    if (stray.length > 0) throw new Error(`the package ${name} contains ${stray.join(', ')}`);
    for (const needed of ['LICENSE', 'dist/index.js', 'dist/index.d.ts']) {
      if (!paths.includes(needed)) throw new Error(`the package ${name} lacks ${needed}`);
    }
  }
  return packed;
}

const folder = await mkdtemp(join(tmpdir(), 'interleave-pack-'));
try {
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  await writeFile(join(folder, 'example.ts'), await readExample());
  const packed = await pack(folder);
  const tarballs = packed.map(({ filename }) => `./${filename}`);
  await run(
    folder,
    'npm',
    'install',
    '--offline',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    ...tarballs,
  );

  const strict = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2023',
    '--lib',
    'esnext,dom',
  ];
  const types = ['--types', 'node', '--typeRoots', join(root, 'node_modules', '@types')];
  await run(folder, bin('tsc'), ...strict, '--allowImportingTsExtensions', ...types, 'example.ts');

  const output = await run(folder, bin('node'), 'example.ts');
  if (output.trim() === '') throw new Error('the README example printed nothing');
  console.log(output.trimEnd());
  console.log(`pack: ok (${packed.map(({ name, files }) => `${name}: ${files.length} files`).join(', ')})`);
} catch (error) {
  console.error(`pack: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
