/**
 * The globals of the four runtimes, as far as the suites need them to know where they run, to end a worker from
 * inside, and to see memory. The library itself never asks.
 *
 * @module
 */

import { builtin } from './builtins.ts';
import type { RuntimeName } from './harness.ts';

interface Globals {
  readonly process?: {
    readonly versions: Readonly<Record<string, string | undefined>>;
    readonly argv: readonly string[];
    readonly pid: number;
    kill(pid: number, signal: string): boolean;
    readonly ppid: number;
    readonly release?: { readonly name?: string };
    exit(code?: number): never;
    memoryUsage(): { readonly heapUsed: number; readonly rss: number };
    getBuiltinModule(id: 'node:util'): { inspect(value: unknown): string };
    getBuiltinModule(id: 'node:fs'): {
      writeSync(descriptor: number, text: string): void;
      readFileSync(url: URL): Uint8Array;
    };
    on(event: 'exit', listener: () => void): void;
  };
  readonly Deno?: {
    readonly version: { readonly deno: string };
    inspect(value: unknown): string;
    exit(code?: number): never;
  };
  readonly Bun?: { readonly version: string; gc(force: boolean): void };
  readonly Buffer?: { from(text: string): Uint8Array };
  readonly navigator?: { readonly userAgent: string };
  readonly performance: { readonly memory?: { readonly usedJSHeapSize: number } };
  readonly console: { log(line: string): void };
  gc?(): void;
  close?(): void;
}

const globals = globalThis as unknown as Globals;

/** Which runtime this really is: Deno and Bun both offer a `process` that says it is Node's. */
export function whichRuntime(): RuntimeName {
  if (globals.Bun !== undefined || globals.process?.versions['bun'] !== undefined) return 'bun';
  if (globals.Deno !== undefined) return 'deno';
  if (globals.process?.release?.name === 'node') return 'node';
  if (/Mozilla/.test(globals.navigator?.userAgent ?? '')) return 'browser';
  throw new Error('none of the four runtimes');
}

/** What a console shows of a value here: `util.inspect`, `Deno.inspect`, or in a browser its text or stack. */
export function inspect(value: unknown): string {
  if (globals.Deno !== undefined) return globals.Deno.inspect(value);
  if (globals.process !== undefined) return globals.process.getBuiltinModule('node:util').inspect(value);
  return value instanceof Error ? String(value.stack) : String(value);
}

/** How a worker can end itself from inside, in each runtime. */
export const waysToDie: Readonly<Record<RuntimeName, readonly WayToDie[]>> = {
  node: ['process.exit'],
  deno: ['Deno.exit', 'self.close'],
  bun: ['process.exit'],
  browser: ['self.close'],
};
export type WayToDie = 'process.exit' | 'Deno.exit' | 'self.close';

/** Ends the worker that calls it, by a way of its runtime; `self.close` takes effect when the caller yields. */
export function die(way: WayToDie, code = 0): void {
  if (way === 'process.exit') globals.process?.exit(code);
  else if (way === 'Deno.exit') globals.Deno?.exit(code);
  else globals.close?.();
}

/** The text's bytes in Node's own class, which is a window on a larger pool, where the runtime has it. */
export function bufferOf(text: string): Uint8Array {
  return globals.Buffer?.from(text) ?? new TextEncoder().encode(text);
}

/** What the kernel calls a thread, where it has names and the thread is known. */
export function kernelNameOf(nativeId: number | null): string | undefined {
  if (nativeId === null || globals.process === undefined) return undefined;
  const { readFileSync } = globals.process.getBuiltinModule('node:fs');
  const name = readFileSync(new URL(`file:///proc/self/task/${nativeId}/comm`));
  return new TextDecoder().decode(name).trimEnd();
}

/** Collects garbage now; the runners start every runtime so that this is possible. */
export function collectGarbage(): void {
  if (globals.Bun !== undefined) globals.Bun.gc(true);
  else if (globals.gc !== undefined) globals.gc();
  else throw new Error('garbage collection is not exposed: start the runtime with --expose-gc');
}

/** Bytes of heap in use in this agent. */
export function heapUsed(): number {
  const bytes = globals.process?.memoryUsage().heapUsed ?? globals.performance.memory?.usedJSHeapSize;
  if (bytes === undefined) throw new Error('this runtime does not say how much heap is in use');
  return bytes;
}

/** Bytes that the process has in memory, on a page the heap's. */
export function residentBytes(): number {
  return globals.process?.memoryUsage().rss ?? heapUsed();
}

/** Prints a line at once, also from a thread whose starter is blocked. */
export function say(line: string): void {
  if (globals.process === undefined) globals.console.log(line);
  else globals.process.getBuiltinModule('node:fs').writeSync(1, `${line}\n`);
}

/** Prints a line as programs mostly do. */
export function print(line: string): void {
  globals.console.log(line);
}

/** The options that this runtime was started with. */
export function commandLine(): readonly string[] {
  const { execArgv } = builtin('node:process');
  if (globals.Deno === undefined) return execArgv;
  const words = builtin('node:fs').readFileSync('/proc/self/cmdline', 'utf8').split('\0');
  return words.filter((word) => word.startsWith('-')).sort();
}

/** The system's numbers of this process and its parent. */
export function processNumbers(): { readonly pid: number; readonly ppid: number } {
  const { pid = 0, ppid = 0 } = globals.process ?? {};
  return { pid, ppid };
}

/** Ends the program, whatever runs. */
export function exitProgram(code: number): void {
  globals.process?.exit(code);
}

/** Calls back when the program ends, when nothing can be waited for any more. */
export function atExit(listener: () => void): void {
  globals.process?.on('exit', listener);
}

/** This process's number. */
export function ownPid(): number {
  return globals.process?.pid ?? 0;
}

export function sendSignal(pid: number, signal: string): void {
  globals.process?.kill(pid, signal);
}

export function killProcess(pid: number): void {
  globals.process?.kill(pid, 'SIGKILL');
}

/** Whether a process runs: one that has ended may still have a number until somebody asks how it ended. */
export function runs(pid: number): boolean {
  try {
    const stat = globals.process
      ?.getBuiltinModule('node:fs')
      .readFileSync(new URL(`file:///proc/${pid}/stat`));
    return !/\) [ZX] /.test(new TextDecoder().decode(stat));
  } catch {
    return false;
  }
}

/** Reads a file, to have something to do with the outside. */
export function readFile(url: URL): number {
  return globals.process?.getBuiltinModule('node:fs').readFileSync(url).length ?? 0;
}

/** The arguments of a program, without the runtime and the file. */
export function programArguments(): readonly string[] {
  return globals.process?.argv.slice(2) ?? [];
}
