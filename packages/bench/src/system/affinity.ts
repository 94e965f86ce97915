/**
 * On which CPUs a program may run, and starting one on chosen CPUs.
 *
 * @module
 */

import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';

let tool: string | null | undefined;

/** The CPUs that the kernel lets this process run on; null where it does not say. */
export function allowedCpus(): readonly number[] | null {
  try {
    const list = /^Cpus_allowed_list:\s*(\S+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    return list === undefined ? null : list.split(',').flatMap(numbersOf);
  } catch {
    return null;
  }
}

/** `4` or `0-3`. */
function numbersOf(range: string): number[] {
  const [first = NaN, last = first] = range.split('-').map(Number);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** Why no program can be started on chosen CPUs. */
export function missingAffinity(): string | undefined {
  if (allowedCpus() === null) return 'the system does not say which CPUs a process may run on';
  return taskset() === null ? 'there is no taskset, which util-linux has' : undefined;
}

/** What goes before a command so that it runs on these CPUs alone. */
export function onCpus(cpus: readonly number[] | undefined): string[] {
  if (cpus === undefined) return [];
  const missing = missingAffinity();
  if (missing !== undefined) throw new Error(`Cannot start a program on chosen CPUs: ${missing}`);
  return [taskset() ?? 'taskset', '--cpu-list', cpus.join(',')];
}

function taskset(): string | null {
  tool ??=
    (process.env['PATH'] ?? '')
      .split(delimiter)
      .filter((folder) => folder !== '')
      .map((folder) => join(folder, 'taskset'))
      .find(canRun) ?? null;
  return tool;
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
