import { Process, type ProcessOptions } from '../../multiprocessing/index.ts';
import type { Task } from '../../task/index.ts';
import { PATIENCE } from '../board.ts';
import { equal, ok } from '../check.ts';

/** A started child. */
export function start<A extends unknown[]>(
  task: Task<A>,
  args: NoInfer<A>,
  options: ProcessOptions = {},
): Process {
  return new Process(task as unknown as Task<unknown[]>, { ...options, args }).start() as unknown as Process;
}

/** Sees a child end as it should. */
export async function ended(child: Process, exitCode: number = 0): Promise<void> {
  ok(await child.join({ timeout: PATIENCE }), `${child.name} does not end`);
  equal(child.exitCode, exitCode);
}
