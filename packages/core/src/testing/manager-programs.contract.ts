import { PATIENCE, sleep } from './board.ts';
import { builtin } from './builtins.ts';
import { equal, ok } from './check.ts';
import type { Harness } from './harness.ts';
import { markedBy } from './process-table.ts';
import { runProgram, type Command, type ProgramOptions, type ProgramResult } from './programs/run-program.ts';

const entry = new URL('./programs/run.ts', import.meta.url);

/** Tells the processes of one program from all others. */
let marks = 0;

/** A manager ends with its program, however that ends, and nothing is left of either. */
export function managerProgramsContract(h: Harness, command: Command): void {
  const run = async (name: string, options: ProgramOptions = {}): Promise<ProgramResult> => {
    marks += 1;
    const mark = `${builtin('node:process').cwd()}/managers/${marks}`;
    const result = await runProgram(command, entry, [name], { ...options, env: { INTERLEAVE_TEST: mark } });
    for (const deadline = performance.now() + PATIENCE; ; await sleep(10)) {
      const left = markedBy(`INTERLEAVE_TEST=${mark}`);
      if (left.length === 0) return result;
      ok(performance.now() < deadline, `it leaves ${left.map(({ command: line }) => line).join(' | ')}`);
    }
  };

  h.describe('a program with a manager', () => {
    h.test('ends although nobody shuts it down', async () => {
      const result = await run('manager-forgotten');
      equal([result.killed, result.code, result.lines, result.stderr], [false, 0, ['size 1'], '']);
    });
    h.test('that exits ends it', async () => {
      const result = await run('manager-at-exit');
      equal([result.killed, result.code, result.lines, result.stderr], [false, 7, ['size 1'], '']);
    });
    h.test('that is killed ends it', async () => {
      const result = await run('manager-to-orphan', { killAt: 'up\n' });
      equal([result.killed, result.lines, result.stderr], [true, ['size 1', 'up'], '']);
    });
    h.test('ends the workers of its pools with it', async () => {
      const forgotten = await run('manager-pool-forgotten');
      equal([forgotten.code, forgotten.lines, forgotten.stderr], [0, ['square 9'], '']);
      const exited = await run('manager-pool-at-exit');
      equal([exited.code, exited.lines, exited.stderr], [7, ['square 9'], '']);
      const killed = await run('manager-pool-to-orphan', { killAt: 'up\n' });
      equal([killed.killed, killed.lines, killed.stderr], [true, ['square 9', 'up'], '']);
    });
  });
}
