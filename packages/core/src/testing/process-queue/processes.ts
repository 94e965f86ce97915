import { Empty } from '../../errors.ts';
import { Queue, SimpleQueue, type Lock } from '../../multiprocessing/index.ts';
import { elapsed, lasted, PATIENCE } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok, rejects, throws } from '../check.ts';
import { FORMS } from '../queue/attempt.ts';
import { processQueueTasks as tasks } from './process-queue.tasks.ts';
import { ended, start } from './start.ts';

const patient = { timeout: PATIENCE };

export const processes: CaseGroup = {
  title: 'a queue between processes',
  where: 'main',
  cases: {
    'MQ-02 gives items in order by all forms, and Empty at once or after the time': async () => {
      const queue = new Queue<number>();
      throws(Empty, () => queue.getNowait());
      const child = start(tasks.produce, [queue, 0, 6, 'sync']);
      await ended(child);
      const got = [
        queue.getNowait(),
        queue.getSync(),
        queue.getSync({ timeout: 10 }),
        await queue.get(),
        await queue.get({ timeout: 0 }),
        queue.getSync({ timeout: 0 }),
      ];
      equal(got, [0, 1, 2, 3, 4, 5]);
      throws(Empty, () => queue.getSync({ timeout: 0 }));
    },
    'MQ-06 gives Empty after about the time that a get was given': async () => {
      const queue = new Queue<number>();
      lasted(await elapsed(() => void throws(Empty, () => queue.getSync({ timeout: 200 }))), 200, 'getSync');
      lasted(await elapsed(async () => void (await rejects(Empty, queue.get({ timeout: 200 })))), 200, 'get');
    },
    'MQ-05 can be used while a module is being loaded': async () => {
      const queue = new Queue<unknown>();
      const child = start(tasks.looksAtModule, [queue]);
      equal(await queue.get(patient), ['put at the top', 'and another']);
      await ended(child);
    },
    'MQ-11 and the children of a child': async () => {
      const queue = new Queue<number>();
      const child = start(tasks.nested, [queue]);
      await ended(child);
      equal(
        Array.from({ length: 4 }, () => queue.getNowait()),
        [1, 2, 3, 4],
      );
    },
    'MQ-12 has what a process put that has ended since': async () => {
      const queue = new Queue<Uint8Array>();
      const child = start(tasks.large, [queue as Queue<unknown>, 2 ** 20]);
      await ended(child);
      equal(queue.size, 1);
      const bytes = queue.getNowait();
      equal([bytes.length, bytes.every((byte) => byte === 7)], [2 ** 20, true]);
    },
    'MQ-15 keeps the order of each producer, and loses and doubles none': async () => {
      const [queue, lists] = [new Queue<number>({ maxsize: 16 }), new Queue<readonly number[]>()];
      const consumers = FORMS.map((form) => start(tasks.consume, [queue, lists, form]));
      const producers = FORMS.map((form, index) => start(tasks.produce, [queue, index * 1000, 1000, form]));
      for (const child of producers) await ended(child);
      ok(await queue.join(patient), 'not all is done');
      queue.shutdown();
      const got = [await lists.get(patient), await lists.get(patient)];
      for (const list of got) {
        for (const mine of [list.filter((n) => n < 1000), list.filter((n) => n >= 1000)])
          equal(
            mine,
            mine.toSorted((a, b) => a - b),
          );
      }
      equal(
        got.flat().toSorted((a, b) => a - b),
        Array.from({ length: 2000 }, (_, index) => index),
      );
      for (const child of consumers) await ended(child);
    },
    'carries primitives and queues, which are the same there': async () => {
      const { Lock: LockClass } = await import('../../multiprocessing/index.ts');
      const queue = new Queue<{ readonly lock: Lock; readonly into: SimpleQueue<Queue<string>> }>();
      const [lock, into] = [new LockClass(), new SimpleQueue<Queue<string>>()];
      ok(lock.tryAcquire(), 'a fresh lock was not to be had');
      const child = start(tasks.uses, [queue as never]);
      queue.putSync({ lock, into });
      const own = await into.get(patient);
      await ended(child);
      equal(
        [lock.locked, own.name, own.scope, own.getNowait()],
        [false, 'of the child', 'process', 'from inside'],
      );
    },
  },
};
