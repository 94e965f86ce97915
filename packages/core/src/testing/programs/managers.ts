/**
 * Programs with a manager, whose whole life is on test.
 *
 * @module
 */

import { Listener, Manager } from '../../multiprocessing/index.ts';
import { sleep } from '../board.ts';
import { executorTasks } from '../executor/executor.tasks.ts';
import { exitProgram, say } from '../runtime.ts';

type Program = (...args: string[]) => void | Promise<void>;

/** A manager in use, and a listener with a pending accept. */
async function start(): Promise<void> {
  const manager = await Manager({ address: { port: 0 }, authkey: 'key' });
  const dict = await manager.dict([['a', 1]]);
  const listener = new Listener({ port: 0 }, 'key');
  listener.accept({ timeout: 50 }).catch(() => {});
  say(`size ${await dict.size()}`);
}

/** A manager with a pool, one of whose workers is at work. */
async function startPool(): Promise<void> {
  const manager = await Manager();
  const pool = await manager.Pool({ processes: 2 });
  await pool.applyAsync(executorTasks.later, [2 ** 30, 1]);
  say(`square ${await pool.apply(executorTasks.square, [3])}`);
}

export const managerPrograms: Readonly<Record<string, Program>> = {
  /** Nobody shuts the manager down. */
  'manager-forgotten': start,

  'manager-pool-forgotten': startPool,

  async 'manager-pool-at-exit'() {
    await startPool();
    exitProgram(7);
  },

  async 'manager-pool-to-orphan'() {
    await startPool();
    say('up');
    await sleep(2 ** 30);
  },

  async 'manager-at-exit'() {
    await start();
    exitProgram(7);
  },

  async 'manager-to-orphan'() {
    await start();
    say('up');
    await sleep(2 ** 30);
  },
};
