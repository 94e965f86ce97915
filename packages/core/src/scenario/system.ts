/**
 * What a scenario may ask of the operating system under a target, where there is one that can be asked.
 *
 * The target's entry module brings it and the unit shows it as `ctx.system`; core knows no runtime. A task in another
 * thread reaches the same functions by `await systemAt(url)`, with the `url` among its arguments.
 *
 * @module
 */

import type { Observation } from './contract.ts';
import type { Capability } from './events.ts';
import type { Storage } from './storage.ts';
import type { TaskRef } from '../task/index.ts';
import { resolveTask } from '../task/resolve.ts';

export interface System {
  /** The module that exports this as `system`. */
  readonly url: string;
  /** Of the process that this is called in. */
  readonly pid: number;
  readonly ppid: number;
  /** What the process was started with: the options of the runtime, and what follows them, without its name. */
  readonly execArgv: readonly string[];
  readonly argv: readonly string[];
  readonly storage: Storage;
  /** Milliseconds of CPU that the process has used in all its threads, in user and in kernel mode. */
  cpuTime(): number;
  /** Bytes of memory that the process has in RAM. */
  memory(): number;
  /** The text of a file, such as one below /proc; null where it cannot be read. */
  readText(path: string): string | null;
  /** The names in a folder; null where it cannot be read. */
  list(path: string): readonly string[] | null;
  /** The CPUs that the process may run on; null where the system does not say. */
  cpus(): readonly number[] | null;
  /** Why programs cannot be started on chosen CPUs; undefined where they can. */
  readonly noAffinity: string | undefined;
  /** Blocks this thread until the standard input brings a line; null at its end. */
  readLineSync(): string | null;
  /** Writes a line to the standard output, at once and from any thread. */
  writeLine(text: string): void;
  /** The same without the line's end, so that a line may be written in pieces. */
  write(text: string): void;
  /**
   * Runs a task in a new program of the same runtime, as its `main`; the task takes and returns plain data. The program
   * ends by itself, when nothing keeps it alive any more.
   */
  start(task: TaskRef, options?: ProgramOptions): RunningProgram;
  /** An HTTP server on the loopback interface, answering from this thread. */
  serve(answer: (path: string, method: string) => Promise<Answer>): Promise<Server>;
  /** Asks an HTTP server for a path; by GET where no other method is given. */
  fetch(url: string, options?: FetchOptions): Promise<Answer>;
}

export interface ProgramOptions {
  readonly args?: readonly Observation[];
  /** The CPUs that it may run on. */
  readonly cpus?: readonly number[];
  /** Milliseconds after which it is killed. Default 60 000; it dies with this program in any case. */
  readonly limit?: number;
}

/** A program that {@link System.start} started. */
export interface RunningProgram {
  readonly pid: number;
  /** Writes to its standard input. */
  write(text: string): void;
  /** Calls back for each line of its standard output, those before the call included. */
  onLine(listener: (line: string) => void): void;
  kill(): void;
  /** Resolves when it has ended, in whatever way. */
  readonly ended: Promise<ProgramEnd>;
}

export interface ProgramEnd {
  /** The exit code; null where a signal ended it. */
  readonly code: number | null;
  readonly signal: string | null;
  /** What the task returned; undefined where it did not come to that. */
  readonly result: Observation | undefined;
  /** Lines of its standard output, without the result. */
  readonly output: readonly string[];
  readonly errors: string;
}

export interface FetchOptions {
  readonly method?: string;
  readonly signal?: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

export interface Server {
  readonly url: string;
  close(): Promise<void>;
}

/** The system, in a thread: the module is loaded there too. */
export async function systemAt(url: string): Promise<System> {
  const { system } = (await import(/* @vite-ignore */ url)) as { readonly system: System };
  return system;
}

/** Calls a task by its address, in the program that {@link System.start} started. */
export async function callTask({ url, taskName }: TaskRef, args: readonly unknown[]): Promise<unknown> {
  const task = await resolveTask({ url, group: '', name: taskName });
  return Reflect.apply(task, undefined, args) as unknown;
}

/** Tries what scenarios may require of the system. */
export function systemCapabilities(system: System | undefined): Capability[] {
  const capability = (name: string, missing: string | undefined, seen: string): Capability => ({
    name,
    available: missing === undefined,
    reason: missing ?? seen,
  });
  if (system === undefined) {
    const none = 'a page runs apart from the operating system';
    return ['operating-system', 'proc', 'cpu-affinity'].map((name) => capability(name, none, ''));
  }
  const threads = system.list('/proc/self/task');
  return [
    capability('operating-system', undefined, `process ${system.pid} of ${system.ppid}`),
    capability(
      'proc',
      threads === null ? 'there is no /proc with a folder for each thread, as Linux has' : undefined,
      `/proc/self/task lists ${threads?.length} threads`,
    ),
    capability('cpu-affinity', system.noAffinity, `CPUs ${system.cpus()?.join(', ')}`),
  ];
}
