/**
 * What core asks of a runtime about the operating system and its processes. Whatever concerns one process only is plain; how a child of
 * another runtime is started is asked for, because only an adapter knows where its own entry module is.
 *
 * @module
 */

import type { Libc } from '../posix/libc.ts';

/** The descriptor by which a child finds the shared segment, where there is one. */
export const SEGMENT = 3;

/** The runtimes that can be a process's. */
export type Runtime = 'node' | 'deno' | 'bun';

/** A program and its arguments, up to and with the entry module of a child. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
}

/** What a process finds around it, and a child inherits. */
export interface Surroundings {
  /** Undefined, as `env` is, where this process has not the right to know: then a child has what its parent has. */
  readonly cwd: string | undefined;
  readonly env: Readonly<Record<string, string>> | undefined;
  /** The program's module and its arguments. */
  readonly argv: readonly string[];
}

/** A child to start. Its standard input is empty, its output is this process's own. */
export interface SpawnOrder extends ChildOrder {
  /** A descriptor that the child has as number SEGMENT; undefined: none. */
  readonly segment: number | undefined;
}

/** The same, as far as whoever wants the child can say. */
export interface ChildOrder extends Command {
  readonly cwd: string | undefined;
  readonly env: Readonly<Record<string, string>> | undefined;
}

/** What is heard of a child, never before `spawn` has returned. */
export interface ChildEvents {
  /** The system refused to start it. */
  failed(error: Error): void;
  received(bytes: Uint8Array): void;
  /** Nothing more will be received. */
  closed(): void;
  /** It runs no more: with an exit code, or minus the number of a signal. */
  exited(status: number): void;
}

/** One child, in the agent that started it. */
export interface ChildHandle {
  /** Undefined where it could not be started, which `failed` then tells. */
  readonly pid: number | undefined;
  /** What the child can no longer take is dropped. */
  send(bytes: Uint8Array): void;
  /** Never to another process: only this agent can take the child's number back from the kernel. */
  signal(signal: ProcessSignal): void;
}

export type ProcessSignal = 'SIGTERM' | 'SIGKILL' | 'SIGINT';

/** A child's line to the process that started it. */
export interface ParentLine {
  send(bytes: Uint8Array): void;
  receive(listener: (bytes: Uint8Array) => void): void;
  /** Calls back when the other end is gone, which is when the parent is. */
  onEnd(listener: () => void): void;
}

export interface SystemHost {
  readonly pid: number;
  /** How many CPUs the system has; undefined where this process has not the right to know. */
  cpus(): number | undefined;
  /** The process that is this one's parent now. */
  parentPid(): number;
  /**
   * How a child of a runtime is started.
   *
   * @throws {UnsupportedError} where that runtime, or its package, is not there
   */
  command(runtime: Runtime): Command;
  /**
   * The same by way of a program that has the system end it with the thread that starts it: for where a child cannot ask
   * for that itself. The command as it is, where there is no such program.
   */
  bound(command: Command): Command;
  surroundings(): Surroundings;
  /** Makes a child's surroundings this process's own. */
  settle(surroundings: Surroundings): void;
  spawn(order: SpawnOrder, events: ChildEvents): ChildHandle;
  /** In a child, before any user code: sees to it that nothing is lost of what it writes. */
  ownOutput(libc: Libc | undefined): void;
  /** In a child: its line, which by itself keeps nothing alive. */
  parentLine(): ParentLine;
  /** When a process was started, in the kernel's units: with its number, an identity. Undefined when it runs no more. */
  startedAt(pid: number): string | undefined;
  /** Ends this process, with what is registered for its exit. */
  exit(code: number): void;
  /** The code that the program has asked to end with; 0 where it has not. */
  exitCode(): number;
  /** Ends this process at once. */
  die(): void;
}
