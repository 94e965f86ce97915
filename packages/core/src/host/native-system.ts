/**
 * Processes on Node, Deno and Bun, by Node's own modules, which each adapter hands in.
 *
 * A child's descriptors: 0 is empty, 1 and 2 are this process's own, 3 is the shared segment where there is one, 4 is
 * the line. It is a socket and read by the event loop where that can be, because Deno reads no descriptor by its number
 * that it did not open itself.
 *
 * @module
 */

import { OSError } from '../errors.ts';
import { ownOutput, type OutputModules } from './sync-output.ts';
import { findExecutable } from './find-executable.ts';
import { nativeCommands, type CommandModules, type CommandParts } from './native-commands.ts';
import type {
  ChildEvents,
  ChildHandle,
  Command,
  ParentLine,
  SystemHost,
  ProcessSignal,
  SpawnOrder,
  Surroundings,
} from './system-host.ts';

const LINE = 4;

interface Line {
  on(event: 'data', listener: (bytes: Uint8Array) => void): unknown;
  on(event: 'end' | 'close' | 'error', listener: () => void): unknown;
  write(bytes: Uint8Array): void;
  unref(): void;
}

interface SystemError extends Error {
  readonly code?: string;
  readonly errno?: number;
}

interface Child {
  readonly pid?: number | undefined;
  /** Undefined where there were no descriptors left to make it of. */
  readonly stdio?: readonly unknown[] | undefined;
  on(event: 'error', listener: (error: SystemError) => void): unknown;
  on(event: 'exit', listener: (code: number | null, signal: string | null) => void): unknown;
  kill(signal: ProcessSignal): boolean;
}

/** The parts of node:child_process, node:net, node:fs, node:os, node:path and node:process. */
export interface SystemModules extends CommandModules, OutputModules {
  readonly process: CommandModules['process'] & {
    readonly pid: number;
    readonly ppid: number;
    argv: string[];
    env: Record<string, string | undefined>;
    exitCode?: number | string | null | undefined;
    chdir(folder: string): void;
    exit(code: number): never;
    kill(pid: number, signal: number | string): boolean;
  };
  readonly signals: Readonly<Record<string, number>>;
  readonly Socket: new (options: { fd: number; readable: boolean; writable: boolean }) => Line;
  cpus(): readonly unknown[];
  readFileSync(path: string, encoding: 'latin1'): string;
  spawn(
    file: string,
    args: readonly string[],
    options: {
      readonly cwd?: string | undefined;
      readonly env?: Readonly<Record<string, string>> | undefined;
      readonly stdio: ('ignore' | 'inherit' | 'pipe' | number)[];
    },
  ): Child;
}

export interface SystemParts extends CommandParts {
  /** Absent: a descriptor that this process was given can be made a socket. */
  parentLine?(descriptor: number): ParentLine;
  /** Whether this process may start any program. */
  mayRunAll(): boolean;
}

export function nativeSystem(node: SystemModules, parts: SystemParts): SystemHost {
  const { process } = node;
  return {
    pid: process.pid,
    cpus: () => permitted(() => node.cpus().length) || undefined,
    parentPid: () => process.ppid,
    command: nativeCommands(node, parts),
    bound: (command) => bound(node, parts, command),
    surroundings: () => ({
      cwd: permitted(() => process.cwd()),
      env: permitted(() => withoutChannel(process.env)),
      argv: process.argv.slice(1),
    }),
    settle: (surroundings) => settle(node, surroundings),
    spawn: (order, events) => spawn(node, order, events),
    ownOutput: (libc) => ownOutput(node, libc),
    parentLine: () => parts.parentLine?.(LINE) ?? socketLine(node),
    startedAt: (pid) => startedAt(node, pid),
    exit: (code) => process.exit(code),
    exitCode: () => Number(process.exitCode ?? 0),
    die: () => void process.kill(process.pid, 'SIGKILL'),
  };
}

/** By util-linux's setpriv, which becomes the command itself. */
function bound(node: SystemModules, { mayRunAll }: SystemParts, { file, args }: Command): Command {
  const path = permitted(() => node.process.env['PATH']) ?? '';
  const setpriv = mayRunAll() ? findExecutable(node, 'setpriv', [], path) : undefined;
  return setpriv === undefined
    ? { file, args }
    : { file: setpriv, args: ['--pdeathsig', 'KILL', '--', file, ...args] };
}

/** What a process was told of a channel to its own parent is not for its children. */
function withoutChannel(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept = Object.entries(env).filter(([name]) => !/^NODE_(CHANNEL_|UNIQUE_ID$)/.test(name));
  return Object.fromEntries(kept) as Record<string, string>;
}

/** Undefined where this process has not the right to know, as in Deno without flags. */
function permitted<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function settle({ process }: SystemModules, { cwd, env, argv }: Surroundings): void {
  if (cwd !== undefined && cwd !== permitted(() => process.cwd())) process.chdir(cwd);
  if (env !== undefined) {
    for (const name of Object.keys(process.env)) if (!Object.hasOwn(env, name)) delete process.env[name];
    for (const [name, value] of Object.entries(env)) {
      if (process.env[name] !== value) process.env[name] = value;
    }
  }
  process.argv = [process.argv[0] ?? '', ...argv];
}

function spawn(node: SystemModules, order: SpawnOrder, events: ChildEvents): ChildHandle {
  const { file, args, cwd, env, segment } = order;
  let child: Child;
  try {
    child = node.spawn(file, args, {
      ...(cwd === undefined ? {} : { cwd }),
      ...(env === undefined ? {} : { env }),
      stdio: ['ignore', 'inherit', 'inherit', segment ?? 'ignore', 'pipe'],
    });
  } catch (error) {
    queueMicrotask(() => events.failed(systemError(file, error as SystemError)));
    return { pid: undefined, send: () => {}, signal: () => {} };
  }
  const line = child.stdio?.[LINE] as Line | undefined;
  child.on('error', (error) => {
    if (child.pid === undefined || line === undefined) events.failed(systemError(file, error));
  });
  if (line === undefined) return stillborn(node, child);
  let ended = false;
  child.on('exit', (code, signal) => {
    ended = true;
    events.exited(code ?? -(node.signals[signal ?? ''] ?? 0));
  });
  line.on('data', (bytes) => events.received(bytes));
  line.on('close', () => events.closed());
  // It has ended, or is about to: its exit tells.
  line.on('error', () => {});
  return {
    pid: child.pid,
    send: (bytes) => line.write(bytes),
    signal: (signal) => {
      if (!ended) kill(node, child, signal);
    },
  };
}

/** Nothing can be said to it, if it is there at all; why comes with the error. */
function stillborn(node: SystemModules, child: Child): ChildHandle {
  kill(node, child, 'SIGKILL');
  return { pid: undefined, send: () => {}, signal: () => {} };
}

/** On Deno who was sent a signal by `child.kill` is said to have died of it, whatever it did; who may not, asks for that. */
function kill({ process }: SystemModules, child: Child, signal: ProcessSignal): void {
  try {
    if (child.pid !== undefined) process.kill(child.pid, signal);
  } catch (error) {
    // Else it has ended just now.
    if ((error as SystemError).code !== 'ESRCH') child.kill(signal);
  }
}

function systemError(file: string, error: SystemError): OSError {
  return new OSError(`Cannot start ${file}: ${error.message}`, error.code, Math.abs(error.errno ?? 0));
}

function socketLine({ Socket }: SystemModules): ParentLine {
  const line = new Socket({ fd: LINE, readable: true, writable: true });
  line.unref();
  line.on('error', () => {});
  return {
    send: (bytes) => line.write(bytes),
    receive: (listener) => void line.on('data', listener),
    onEnd: (listener) => void line.on('end', listener),
  };
}

/** The state and the start time in a line of /proc, after the name, which may hold anything. */
const STATE = 0;
const STARTED = 19;

/** A process that has ended and that nobody has asked after yet (Z) runs no more. */
function startedAt({ readFileSync, process }: SystemModules, pid: number): string | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    return /[ZXx]/.test(fields[STATE] ?? 'X') ? undefined : fields[STARTED];
  } catch (error) {
    // No such file, or it was gone while it was read: so the process is. Else /proc is not for us, or not there.
    if (/^(ENOENT|ESRCH)$/.test((error as SystemError).code ?? '')) return undefined;
    return permitted(() => process.kill(pid, 0)) === true ? '' : undefined;
  }
}
