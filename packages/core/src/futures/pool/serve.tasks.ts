/**
 * What the thread or process of a pool's worker runs.
 *
 * @module
 */

import { asError } from '../../lifecycle/as-error.ts';
import { defineTasks } from '../../task/define.ts';
import { resolveTask } from '../../task/resolve.ts';
import { requireTask, type Task, type TaskAddress } from '../../task/task.ts';
import type { Address } from '../../memory/index.ts';
import { giveUpLane } from './lane.ts';
import type { PoolMemory } from './memory.ts';
import type { Initializer } from './settings.ts';
import { PoolWorker } from './worker.ts';

/** What the worker itself needs. It comes after the initialiser's arguments, of which errors say where they are. */
export type Outfit = readonly [
  memory: PoolMemory,
  lane: Address,
  port: object | undefined,
  initializer: TaskAddress | undefined,
];

type Serve = (...given: readonly unknown[]) => Promise<void>;

const tasks: { readonly serve: Serve & Task<unknown[], Promise<void>> } = defineTasks(
  import.meta.url,
  {
    async serve(...given: readonly unknown[]): Promise<void> {
      const initargs = given.slice(0, -4);
      const [memory, lane, port, initializer] = given.slice(-4) as unknown as Outfit;
      const worker = new PoolWorker(memory, lane, port);
      if (initializer !== undefined) {
        try {
          await (Reflect.apply(await resolveTask(initializer), undefined, initargs) as unknown);
        } catch (thrown) {
          return giveUpLane(memory.program, memory.at, lane, asError(thrown));
        }
      }
      await worker.serve();
    },
  },
  { group: 'interleave/pool' },
);

export const serve: Task<unknown[], Promise<void>> = tasks.serve;

/** The initialiser as a worker is told of it. */
export function initializerOf(initializer: Initializer | undefined): TaskAddress | undefined {
  return initializer && requireTask(initializer.task, 'start a worker');
}
