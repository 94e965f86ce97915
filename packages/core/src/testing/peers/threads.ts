import { Future, ThreadPoolExecutor } from '../../futures/index.ts';
import { Event, Lock } from '../../multiprocessing/index.ts';
import { Queue } from '../../queue/index.ts';
import { shared } from '../../task/index.ts';
import { Thread } from '../../threading/index.ts';
import { until } from '../board.ts';
import { equal, ok, throws } from '../check.ts';
import { collectGarbage } from '../runtime.ts';
import { generationOf, placeOf } from './blocks.ts';
import type { PeerCase } from './locks.ts';
import { threadTasks } from './thread.tasks.ts';

/** Until the block of what nobody has any more is free. */
async function isFreed(at: number, before: number, what: string): Promise<void> {
  await until(() => {
    collectGarbage();
    return generationOf(at) !== before;
  }, `the lock is free that was ${what}`);
}

/** Primitives of processes among the threads of one: how else they go there than as arguments. */
export const threadCases: Readonly<Record<string, PeerCase>> = {
  'goes through a queue of threads, and comes back the same': async () => {
    const [lock, there, back] = [new Lock(), new Queue<{ lock: Lock }>(), new Queue<Lock>()];
    lock.tryAcquire();
    const thread = new Thread(threadTasks.release, { args: [there, back] }).start();
    await there.put({ lock });
    ok((await back.get()) === lock, 'another wrapper of the same lock');
    equal(lock.locked, false);
    ok(await thread.join(), 'it does not end');
  },
  'that is left in a queue that nobody has any more is given back': async () => {
    const at = await (async (): Promise<number> => {
      const [queue, lock] = [new Queue<Lock>(), new Lock()];
      await queue.put(lock);
      return placeOf(lock);
    })();
    await isFreed(at, generationOf(at), 'in the queue');
  },
  'is the argument and the result of a pool’s task': async () => {
    await using pool = new ThreadPoolExecutor({ maxWorkers: 1 });
    const lock = new Lock({ name: 'through a pool' });
    const again = await pool.submit(threadTasks.held, lock);
    ok(again === lock, 'another wrapper of the same lock');
    equal([lock.locked, lock.name], [true, 'through a pool']);
    lock.release();
  },
  'is the result of a future that another thread settles': async () => {
    const [lock, future] = [new Lock(), new Future<Lock>()];
    const thread = new Thread(threadTasks.settle, { args: [future, lock] }).start();
    ok((await future) === lock, 'another wrapper of the same lock');
    ok(await thread.join(), 'it does not end');
  },
  'that a thread had is given back when the thread has ended': async () => {
    const at = await (async (): Promise<number> => {
      const [lock, done] = [new Lock(), new Event()];
      const thread = new Thread(threadTasks.keepAndEnd, { args: [lock, done] }).start();
      ok(await thread.join(), 'it does not end');
      return placeOf(lock);
    })();
    await isFreed(at, generationOf(at), 'a thread’s');
  },
  'is the same in every thread that evaluates a module which shares it': async () => {
    const lock = shared(import.meta.url, 'shared lock', () => new Lock());
    const thread = new Thread(threadTasks.takeShared, { args: [import.meta.url, 'shared lock'] }).start();
    ok(await thread.join(), 'it does not end');
    equal([thread.error, lock.locked, lock.abandoned], [undefined, true, false]);
    lock.release();
    throws(TypeError, () => shared(import.meta.url, 'shared lock', () => new Event()));
  },
};
