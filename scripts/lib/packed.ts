/**
 * The packages as a user gets them: packed by npm and installed into a folder of their own.
 *
 * @module
 */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './repository.ts';

const execute = promisify(execFile);

export const bin = (name: string): string => join(root, 'node_modules', '.bin', name);

export interface Packed {
  readonly name: string;
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

export interface Ending {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end, with the pinned runtimes ahead on the PATH. */
export async function attempt(cwd: string, command: string, ...args: readonly string[]): Promise<Ending> {
  const env = {
    ...process.env,
    PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env['PATH']}`,
  };
  try {
    const { stdout, stderr } = await execute(command, [...args], {
      cwd,
      env,
      timeout: 300_000,
      maxBuffer: 1 << 26,
    });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { stdout = '', stderr = '', code } = error as { stdout?: string; stderr?: string; code?: unknown };
    if (typeof code !== 'number')
      throw new Error(`${command} ${args.join(' ')} did not end by itself\n${stdout}\n${stderr}`, {
        cause: error,
      });
    return { code, stdout, stderr };
  }
}

/** Runs a command that has to end with this code; its output is part of the error when it does not. */
export async function run(
  cwd: string,
  wanted: number,
  command: string,
  ...args: readonly string[]
): Promise<Ending> {
  const ending = await attempt(cwd, command, ...args);
  if (ending.code === wanted) return ending;
  throw new Error(
    `${command} ${args.join(' ')} ended with ${ending.code}, not ${wanted}\n${ending.stdout}\n${ending.stderr}`,
  );
}

/** Packs all packages into a folder, and refuses what does not belong into a package. */
export async function pack(folder: string): Promise<Packed[]> {
  const names = ['core', 'node', 'deno', 'bun', 'browser', 'bench'];
  const workspaces = names.flatMap((name) => ['--workspace', `@interleave/${name}`]);
  const { stdout } = await run(root, 0, 'npm', 'pack', '--json', '--pack-destination', folder, ...workspaces);
  const packed = Object.values(JSON.parse(stdout) as Record<string, Packed>);
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

/** Makes a folder a project with some of the packages. */
export async function install(
  folder: string,
  tarballs: readonly string[],
  network: '--offline' | '--prefer-offline',
): Promise<void> {
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  await run(folder, 0, 'npm', 'install', network, ...quiet, ...tarballs);
}

/** Type-checks files as strictly as a user may. */
export async function checkTypes(folder: string, files: readonly string[]): Promise<void> {
  const strict = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess'];
  const modules = ['--module', 'nodenext', '--target', 'es2023', '--lib', 'esnext,dom'];
  const types = ['--types', 'node', '--typeRoots', join(root, 'node_modules', '@types')];
  await run(folder, 0, bin('tsc'), ...strict, ...modules, '--allowImportingTsExtensions', ...types, ...files);
}
