import { PATIENCE, sleep } from '../board.ts';
import { builtin } from '../builtins.ts';
import { ok } from '../check.ts';
import { markedBy } from '../process-table.ts';
import { runProgram, type Command, type ProgramOptions, type ProgramResult } from './run-program.ts';

/** Tells the processes of one program from all others. */
let marks = 0;

/** Runs a program of processes: none of them may be there when it has ended, in whatever way it did. */
export async function runMarked(
  command: Command,
  entry: URL,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<ProgramResult> {
  marks += 1;
  const mark = `${builtin('node:process').cwd()}/${marks}`;
  const env = { ...options.env, INTERLEAVE_TEST: mark };
  const result = await runProgram(command, entry, args, { ...options, env });
  await nothingLeft(() => markedBy(`INTERLEAVE_TEST=${mark}`).map(({ command: line }) => line));
  return result;
}

/** The kernel ends a child of a process that was killed a moment later; then a guardian removes what has a name. */
export async function nothingLeft(look: () => readonly string[]): Promise<void> {
  const left = await lasting(look);
  ok(left.length === 0, `it leaves ${left.join(' | ')}`);
}

/** What every look finds until the patience is over: what other programs have meanwhile comes and goes. */
export async function lasting(look: () => readonly string[]): Promise<readonly string[]> {
  let left = look();
  for (const deadline = performance.now() + PATIENCE; left.length > 0 && performance.now() < deadline;) {
    await sleep(10);
    const now = new Set(look());
    left = left.filter((one) => now.has(one));
  }
  return left;
}
