/**
 * The system's own list of processes: what the library says of them is compared with it.
 *
 * @module
 */

import { builtin } from './builtins.ts';

export interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  /** As `ps` shows it: Z has ended, and its parent has not asked after it. */
  readonly state: string;
  readonly command: string;
}

function read(path: string): string | undefined {
  try {
    return builtin('node:fs').readFileSync(path, 'latin1');
  } catch {
    // It has ended since the list was read.
    return undefined;
  }
}

function rowOf(pid: number): ProcessRow | undefined {
  const stat = read(`/proc/${pid}/stat`);
  const command = read(`/proc/${pid}/cmdline`);
  if (stat === undefined || command === undefined) return undefined;
  const [state = '', parent = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { pid, parent: Number(parent), state, command: command.replaceAll('\0', ' ') };
}

/** Every process that has not ended. */
export function processTable(): ProcessRow[] {
  return builtin('node:fs')
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => rowOf(Number(name)))
    .filter((row) => row !== undefined && !/[ZX]/.test(row.state)) as ProcessRow[];
}

/** The children of a process, their children, and so on. */
export function descendantsOf(pid: number): ProcessRow[] {
  const table = processTable();
  const below = (parent: number): ProcessRow[] =>
    table.filter((row) => row.parent === parent).flatMap((row) => [row, ...below(row.pid)]);
  return below(pid);
}

/** Whether a process is there and has not ended. */
export function isRunning(pid: number): boolean {
  const row = rowOf(pid);
  return row !== undefined && !/[ZX]/.test(row.state);
}

/** The processes that a setting of the environment marks: those that a program has left. */
export function markedBy(setting: string): ProcessRow[] {
  return processTable().filter(({ pid }) => read(`/proc/${pid}/environ`)?.split('\0').includes(setting));
}
