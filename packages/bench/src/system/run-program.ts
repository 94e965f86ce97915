/**
 * A program's side of {@link startProgram}: calls the task and prints what it returned.
 *
 * @module
 */

import { writeSync } from 'node:fs';
import process from 'node:process';

/** Begins the line with the result. */
export const RESULT = '\u001eresult ';

/**
 * Runs the task that the command line names, then lets the program end by itself: when that is, and with which exit
 * code, may be what the scenario is about.
 */
export async function runProgram(): Promise<void> {
  const { url, name, args } = JSON.parse(process.argv[2] ?? '{}') as {
    readonly url: string;
    readonly name: string;
    readonly args: readonly unknown[];
  };
  const module = (await import(url)) as Readonly<Record<string, unknown>>;
  const task = module[name];
  if (typeof task !== 'function')
    throw new TypeError(`Cannot run ${name}: ${url} exports no task of that name`);
  const result: unknown = await task(...args);
  // Synchronous, so that it has been said whatever ends the program next.
  writeSync(1, `${RESULT}${JSON.stringify(result ?? null)}\n`);
}
