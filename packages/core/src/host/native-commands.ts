/**
 * How a child process of each native runtime is started.
 *
 * @module
 */

import { UnsupportedError } from '../errors.ts';
import { canRun, findExecutable, type FileModules } from './find-executable.ts';
import type { Command, Runtime } from './system-host.ts';

export interface CommandModules extends FileModules {
  readonly process: {
    readonly env: Readonly<Record<string, string | undefined>>;
    cwd(): string;
  };
  fileURLToPath(url: string): string;
}

/** What differs between the adapters. */
export interface CommandParts {
  readonly runtime: Runtime;
  /** The program of this runtime. */
  executable(): string;
  /** What this process was started with that its children are to have too. */
  flags(): readonly string[];
  /** The entry module of this runtime's children. */
  readonly entry: string;
  /** Where a module is that this package names by `specifier`. */
  resolve(specifier: string): string;
}

/** A child has whatever its parent may do, which no flag of another runtime could have taken from it. */
const FOREIGN_FLAGS: Readonly<Record<Runtime, readonly string[]>> = {
  node: [],
  deno: ['run', '--allow-all', '--quiet', '--no-lock', '--node-modules-dir=manual'],
  bun: [],
};

export function nativeCommands(node: CommandModules, parts: CommandParts): (runtime: Runtime) => Command {
  const found = new Map<Runtime, Command>();
  return (runtime) => {
    const known = found.get(runtime);
    if (known !== undefined) return known;
    const command = runtime === parts.runtime ? own(node, parts) : foreign(node, parts, runtime);
    found.set(runtime, command);
    return command;
  };
}

function own(node: CommandModules, { executable, flags, entry }: CommandParts): Command {
  return { file: executable(), args: [...flags(), place(node, entry)] };
}

function foreign(node: CommandModules, parts: CommandParts, runtime: Runtime): Command {
  const file = executableOf(node, parts, runtime);
  const entry = foreignEntry(parts, runtime);
  // A program that runs from its sources runs all of itself from them.
  const source = entry.endsWith('.ts') ? ['--conditions=interleave-source'] : [];
  return { file, args: [...FOREIGN_FLAGS[runtime], ...source, place(node, entry)] };
}

function executableOf(node: CommandModules, { entry }: CommandParts, runtime: Runtime): string {
  const variable = `INTERLEAVE_${runtime.toUpperCase()}`;
  const { env } = node.process;
  const given = env[variable];
  if (given !== undefined && given !== '') {
    if (canRun(node, given)) return given;
    throw new UnsupportedError(
      `Cannot start a process on ${runtime}: ${variable} is ${given}, which is not there or cannot be run`,
    );
  }
  const folders = [node.process.cwd(), node.dirname(place(node, entry))];
  const file = findExecutable(node, runtime, folders, env['PATH'] ?? '');
  if (file !== undefined) return file;
  throw new UnsupportedError(
    `Cannot start a process on ${runtime}: it is neither in a node_modules of this project nor in the PATH; ` +
      `install it (npm install --save-dev ${runtime}), or let ${variable} say where it is`,
  );
}

function foreignEntry({ resolve }: CommandParts, runtime: Runtime): string {
  try {
    return resolve(`@interleave/${runtime}/process-entry`);
  } catch (cause) {
    throw new UnsupportedError(
      `Cannot start a process on ${runtime}: its package is not there; npm install @interleave/${runtime}`,
      { cause },
    );
  }
}

function place({ fileURLToPath }: CommandModules, url: string): string {
  return url.startsWith('file:') ? fileURLToPath(url) : url;
}
