import type { Event } from '../../multiprocessing/index.ts';
import { defineTasks, type TaskRef } from '../../task/index.ts';
import { sleep } from '../board.ts';
import { say } from '../runtime.ts';

const bodies = {
  async setLater(event: Event, ms: number): Promise<void> {
    await sleep(ms);
    event.set();
    await sleep(2 ** 30);
  },

  async awaitIt(event: Event): Promise<void> {
    await event.wait();
    say('the thread went on');
  },

  block(event: Event, waits: Event): void {
    waits.set();
    event.waitSync();
  },

  async await(event: Event, waits: Event): Promise<void> {
    waits.set();
    await event.wait();
  },
};

type Tasks<D> = { readonly [K in keyof D]: D[K] & TaskRef };

export const processProgramTasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);
