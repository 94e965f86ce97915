/**
 * A program's side of {@link startProgram}: calls the task and prints what it returned.
 *
 * @module
 */

import { writeSync } from 'node:fs';
import process from 'node:process';
import type { TaskRef } from '@interleave/core';
import { callTask, type Observation } from '@interleave/core/scenario';

/** What the command line says. */
export interface ProgramOrder {
  readonly task: TaskRef;
  readonly args: readonly Observation[];
}

/** Begins the line with the result. */
export const RESULT = '\u001eresult ';

/**
 * Runs the task that the command line names, then lets the program end by itself: when that is, and with which exit
 * code, may be what the scenario is about.
 */
export async function runProgram(): Promise<void> {
  const { task, args } = JSON.parse(process.argv[2] ?? '{}') as ProgramOrder;
  const result = await callTask(task, args);
  // Synchronous, so that it has been said whatever ends the program next.
  writeSync(1, `${RESULT}${JSON.stringify(result ?? null)}\n`);
}
