import { ShutDown } from '../../errors.ts';
import { aMoment, board, DONE, FREE, GOT, reaches, read, sleep, STARTED } from '../board.ts';
import type { Case, CaseGroup } from '../cases.ts';
import { equal, includes, rejects, throws } from '../check.ts';
import type { Context } from '../context.ts';
import { attempt, attemptNow, DID, FORMS, NOT_YET, SHUT_DOWN, type Operation } from './attempt.ts';
import { drain, make, type AnyQueue } from './kinds.ts';
import { queueTasks } from './queue.tasks.ts';

const ALL_SHUT = [SHUT_DOWN, SHUT_DOWN, SHUT_DOWN];

/** Waiters of one operation: two flows of this thread, a thread that blocks and one that awaits. */
async function waiters(
  t: Context,
  queue: AnyQueue,
  operation: Operation,
): Promise<(expected: readonly number[]) => Promise<void>> {
  const b = board();
  const flows = [0, 1].map(() => attempt(queue, operation, 'async'));
  FORMS.forEach((form, index) => t.start(queueTasks.attempt, queue, operation, form, undefined, b, index));
  await reaches(b, STARTED, 2);
  await aMoment();
  equal(read(b, DONE), 0, 'a thread did not wait');
  return async (expected) => {
    const endings = await Promise.all(flows);
    await reaches(b, DONE, 2);
    equal([...endings, read(b, FREE), read(b, FREE + 1)].toSorted(), [...expected].toSorted());
  };
}

function full(t: Context): AnyQueue {
  const queue = make(t, { maxsize: 2 });
  queue.putNowait([1]);
  queue.putNowait([2]);
  return queue;
}

/** What a shutdown does to those who wait; none of them may go on waiting. */
function wakes(immediate: boolean): Record<string, Case> {
  const how = immediate ? 'immediate' : 'plain';
  return {
    [`Q3-24 ${how}: ends every wait for an item`]: async (t) => {
      const queue = make(t);
      const end = await waiters(t, queue, 'get');
      queue.shutdown({ immediate });
      await end([SHUT_DOWN, SHUT_DOWN, SHUT_DOWN, SHUT_DOWN]);
    },
    [`Q3-11 ${how}: ends every wait for room, and puts nothing`]: async (t) => {
      const queue = full(t);
      const end = await waiters(t, queue, 'put');
      queue.shutdown({ immediate });
      await end([SHUT_DOWN, SHUT_DOWN, SHUT_DOWN, SHUT_DOWN]);
      equal(queue.size, immediate ? 0 : 2);
    },
    [`${how}: may be said by another thread, and twice`]: async (t) => {
      const queue = make(t);
      const waiting = attempt(queue, 'get', 'async');
      t.start(queueTasks.shut, queue, immediate);
      equal(await waiting, SHUT_DOWN);
      queue.shutdown({ immediate });
      equal(queue.isShutdown, true);
    },
  };
}

export const shutdown: CaseGroup = {
  title: 'a shutdown',
  where: 'everywhere',
  cases: {
    'Q3-07 of an empty queue: put and get raise ShutDown': async (t) => {
      for (const immediate of [false, true]) {
        const queue = make(t, { name: 'shut' });
        equal(queue.isShutdown, false);
        queue.shutdown({ immediate });
        equal(queue.isShutdown, true);
        equal([await attemptNow(queue, 'put'), await attemptNow(queue, 'get')], [ALL_SHUT, ALL_SHUT]);
        for (const form of ['async', ...(t.place.mayBlock ? (['sync'] as const) : [])] as const) {
          equal(await attempt(queue, 'get', form), SHUT_DOWN);
          equal(await attempt(queue, 'put', form, 1000), SHUT_DOWN);
        }
        includes(throws(ShutDown, () => queue.getNowait()).message, 'shut down', 'shut');
        includes((await rejects(ShutDown, queue.put([1]))).message, 'shut down', 'shut');
        includes(String(queue), 'shut down');
      }
    },
    'Q3-08 leaves what is queued to be got; the next get raises ShutDown': async (t) => {
      for (const form of ['async', 'sync'] as const) {
        const queue = make(t);
        queue.putNowait([1]);
        queue.shutdown();
        equal([queue.size, queue.empty], [1, false]);
        equal([await attempt(queue, 'get', form), await attempt(queue, 'get', form)], [DID, SHUT_DOWN]);
      }
    },
    'Q3-11 of a full queue: what is in it is got and done, join returns, then get raises ShutDown': async (
      t,
    ) => {
      const queue = full(t);
      queue.shutdown();
      equal(await attemptNow(queue, 'put'), ALL_SHUT);
      for (let count = 0; count < 2; count += 1) {
        queue.getNowait();
        queue.taskDone();
      }
      equal([await queue.join(), queue.joinSync()], [true, true]);
      equal(await attemptNow(queue, 'get'), ALL_SHUT);
      equal(await attempt(queue, 'get', 'async', 100), SHUT_DOWN);
    },
    'Q3-12 immediate: put and get raise ShutDown, taskDone a RangeError, join returns at once': async (t) => {
      const queue = full(t);
      queue.shutdown({ immediate: true });
      equal([await attemptNow(queue, 'put'), await attemptNow(queue, 'get')], [ALL_SHUT, ALL_SHUT]);
      throws(RangeError, () => queue.taskDone());
      equal([await queue.join(), queue.joinSync(), queue.size, queue.unfinishedTasks], [true, true, 0, 0]);
    },
    ...wakes(false),
    ...wakes(true),
    'Q3-13 in the middle of a stream: every reader ends when it is empty, no thread hangs, nothing is lost':
      async (t) => {
        const [queue, b] = [make(t, { maxsize: 8 }), board()];
        for (let index = 0; index < 2; index += 1) t.start(queueTasks.feed, queue, FORMS[index]!, b);
        for (let index = 0; index < 3; index += 1) t.start(queueTasks.consume, queue, FORMS[index % 2]!, b);
        await reaches(b, GOT, 2000);
        queue.shutdown();
        await reaches(b, DONE, 5);
        equal([read(b, GOT), read(b, FREE)], [read(b, FREE + 1), read(b, FREE + 2)]);
        equal([queue.size, queue.unfinishedTasks, await queue.join()], [0, 0, true]);
      },
    'Q3-15 of two items: of three getters two get one, and one raises ShutDown': async (t) => {
      const queue = full(t);
      queue.shutdown();
      const b = board();
      for (let index = 0; index < 2; index += 1)
        t.start(queueTasks.attempt, queue, 'get', FORMS[index]!, undefined, b, index);
      const here = await attempt(queue, 'get', 'async');
      await reaches(b, DONE, 2);
      equal([here, read(b, FREE), read(b, FREE + 1)].toSorted(), [DID, DID, SHUT_DOWN]);
    },
    'Q3-16 immediate, of a full queue: every getter raises ShutDown': async (t) => {
      const [queue, b] = [full(t), board()];
      queue.shutdown({ immediate: true });
      FORMS.forEach((form, index) => t.start(queueTasks.attempt, queue, 'get', form, undefined, b, index));
      await reaches(b, DONE, 2);
      equal([read(b, FREE), read(b, FREE + 1)], [SHUT_DOWN, SHUT_DOWN]);
    },
    'Q3-19 Q3-21 immediate: ends every join, with room or without, and counts what it drops as done': async (
      t,
    ) => {
      for (const maxsize of [1, 5]) {
        const queue = make(t, { maxsize });
        queue.putNowait([1]);
        const end = await waiters(t, queue, 'join');
        queue.shutdown({ immediate: true });
        await end([DID, DID, DID, DID]);
        equal([await attemptNow(queue, 'put'), await attemptNow(queue, 'get')], [ALL_SHUT, ALL_SHUT]);
      }
    },
    'Q3-20 Q3-22 plain: join goes on waiting until what is left is got and done': async (t) => {
      const queue = make(t, { maxsize: 5 });
      queue.putNowait([1]);
      const end = await waiters(t, queue, 'join');
      queue.shutdown();
      equal(await attemptNow(queue, 'put'), ALL_SHUT);
      equal(await attempt(queue, 'join', 'async', 20), NOT_YET);
      equal(drain(queue), [1]);
      await sleep(10);
      equal(await attempt(queue, 'join', 'async', 20), NOT_YET);
      queue.taskDone();
      await end([DID, DID, DID, DID]);
    },
    'immediate: leaves a task that was got before to be reported done': async (t) => {
      const queue = full(t);
      queue.getNowait();
      queue.shutdown({ immediate: true });
      equal([queue.size, queue.unfinishedTasks, await queue.join({ timeout: 20 })], [0, 1, false]);
      queue.taskDone();
      equal(await queue.join(), true);
    },
  },
};
