/**
 * Programs with a manager, whose whole life is on test.
 *
 * @module
 */

import { Listener, Manager } from '../../multiprocessing/index.ts';
import { sleep } from '../board.ts';
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

export const managerPrograms: Readonly<Record<string, Program>> = {
  /** Nobody shuts the manager down. */
  'manager-forgotten': start,

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
