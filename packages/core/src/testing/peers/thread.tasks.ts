import type { Future } from '../../futures/index.ts';
import { Lock, type Event } from '../../multiprocessing/index.ts';
import type { Queue } from '../../queue/index.ts';
import { defineTasks, shared, type TaskRef } from '../../task/index.ts';
import { ok } from '../check.ts';

const bodies = {
  async release(there: Queue<{ lock: Lock }>, back: Queue<Lock>): Promise<void> {
    const { lock } = await there.get();
    lock.release();
    await back.put(lock);
  },

  /** Takes it, and gives it back taken. */
  held(lock: Lock): Lock {
    ok(lock.tryAcquire(), 'not had');
    return lock;
  },

  settle(future: Future<Lock>, lock: Lock): void {
    future.setResult(lock);
  },

  keepAndEnd(lock: Lock, done: Event): void {
    Object.assign(globalThis, { lock });
    done.set();
  },

  takeShared(url: string, name: string): void {
    ok(shared(url, name, () => new Lock()).tryAcquire(), 'not had');
  },
};

type Tasks<D> = { readonly [K in keyof D]: D[K] & TaskRef };

export const threadTasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);
