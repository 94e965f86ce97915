/**
 * What the thread of a pool's worker runs.
 *
 * @module
 */

import { currentProgram } from '../../agent/program.ts';
import { asError } from '../../lifecycle/as-error.ts';
import { defineTasks } from '../../task/define.ts';
import { resolveTask } from '../../task/resolve.ts';
import type { Task, TaskAddress } from '../../task/task.ts';
import type { Address } from '../../memory/index.ts';
import { giveUpLane } from './lane.ts';
import type { PoolMemory } from './memory.ts';
import { PoolWorker } from './worker.ts';

/** What the worker itself needs. It comes after the initialiser's arguments, of which errors say where they are. */
export type Outfit = readonly [
  memory: PoolMemory,
  lane: Address,
  port: object,
  initializer: TaskAddress | undefined,
];

type Serve = (...given: readonly unknown[]) => Promise<void>;

const tasks: { readonly serve: Serve & Task<unknown[], Promise<void>> } = defineTasks(
  import.meta.url,
  {
    async serve(...given: readonly unknown[]): Promise<void> {
      const program = currentProgram();
      const initargs = given.slice(0, -4);
      const [memory, lane, port, initializer] = given.slice(-4) as unknown as Outfit;
      const worker = new PoolWorker(memory, lane, port);
      if (initializer !== undefined) {
        try {
          await (Reflect.apply(await resolveTask(initializer), undefined, initargs) as unknown);
        } catch (thrown) {
          return giveUpLane(program, memory.at, lane, asError(thrown));
        }
      }
      await worker.serve();
    },
  },
  { group: 'interleave/pool' },
);

export const serve: Task<unknown[], Promise<void>> = tasks.serve;
