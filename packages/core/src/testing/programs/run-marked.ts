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
  for (const deadline = performance.now() + PATIENCE; ; await sleep(10)) {
    const left = look();
    if (left.length === 0) return;
    ok(performance.now() < deadline, `it leaves ${left.join(' | ')}`);
  }
}
