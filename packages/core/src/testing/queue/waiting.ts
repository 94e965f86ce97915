import { Empty, Full } from '../../errors.ts';
import {
  aMoment,
  board,
  DONE,
  elapsed,
  FREE,
  lasted,
  mark,
  reaches,
  read,
  sleep,
  STARTED,
} from '../board.ts';
import type { Case, CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejection, rejects, throws } from '../check.ts';
import { attempt, DID, EMPTY, FORMS, FULL, type Form } from './attempt.ts';
import { drain, make, type AnyQueue } from './kinds.ts';
import { queueTasks } from './queue.tasks.ts';

const huge = [2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53, Infinity];

/** Aborts before, while and after a wait, of an operation that has to wait until `admit` and is done by then. */
async function aborts(
  begin: (signal: AbortSignal) => Promise<unknown>,
  admit: () => void,
  isAsItWas: () => void,
): Promise<void> {
  const reason = new Error('why');
  ok((await rejection(begin(AbortSignal.abort(reason)))) === reason, 'before: not the very reason');
  isAsItWas();
  const during = new AbortController();
  const waits = [begin(during.signal), begin(during.signal)];
  await aMoment();
  isAsItWas();
  during.abort(reason);
  for (const wait of waits) ok((await rejection(wait)) === reason, 'during: not the very reason');
  isAsItWas();
  const after = new AbortController();
  const done = begin(after.signal);
  admit();
  await done;
  after.abort(reason);
  await aMoment();
}

export const waiting: CaseGroup = {
  title: 'a wait',
  where: 'everywhere',
  cases: {
    'for an item gives Empty: at once for 0, else after about its time': async (t) => {
      const queue = make(t, { name: 'none' });
      await rejects(Empty, queue.get({ timeout: 0 }));
      throws(Empty, () => queue.getSync({ timeout: 0 }));
      const took = await elapsed(async () => {
        includes((await rejects(Empty, queue.get({ timeout: 300 }))).message, '300 ms', 'none');
      });
      lasted(took, 300, 'get');
    },
    'for an item may have a huge timeout, and then waits': async (t) => {
      for (const timeout of huge) {
        const queue = make(t);
        let settled = false;
        const waiting = queue.get({ timeout }).finally(() => (settled = true));
        await sleep(20);
        equal(settled, false, `a timeout of ${timeout} was over at once`);
        queue.putNowait([7]);
        equal(await waiting, [7]);
      }
    },
    'for an item has one deadline, however often it is woken for nothing': async (t) => {
      const queue = make(t);
      const took = await elapsed(async () => {
        const waiting = rejects(Empty, queue.get({ timeout: 300 }));
        const timer = setInterval(() => {
          queue.putNowait([1]);
          queue.getNowait();
        }, 10);
        await waiting;
        clearInterval(timer);
      });
      lasted(took, 300, 'get');
    },
    'for an item can be aborted before, while and after, and leaves no trace': async (t) => {
      const queue = make(t);
      await aborts(
        (signal) => queue.get({ signal }),
        () => queue.putNowait([1]),
        () => equal(queue.size, 0),
      );
      // Nobody is left who would take it.
      queue.putNowait([2]);
      await aMoment();
      equal(drain(queue), [2]);
    },
    'of many flows gives each of them one item': async (t) => {
      const queue = make(t);
      const waits = Array.from({ length: 100 }, () => queue.get());
      for (let number = 1; number <= 100; number += 1) {
        queue.putNowait([number]);
        if (number % 10 === 0) await sleep(0);
      }
      const got = (await Promise.all(waits)).map(([number]) => number);
      equal(
        got.toSorted((a, b) => a - b),
        Array.from({ length: 100 }, (_, index) => index + 1),
      );
      equal(queue.size, 0);
    },
    'Q3-03 in another thread goes on as soon as there is an item, in either form': async (t) => {
      const [queue, b] = [make(t), board()];
      FORMS.forEach((form, index) => t.start(queueTasks.attempt, queue, 'get', form, undefined, b, index));
      await reaches(b, STARTED, 2);
      await aMoment();
      equal(read(b, DONE), 0);
      queue.putNowait([1]);
      await reaches(b, DONE, 1);
      await queue.put([2]);
      await reaches(b, DONE, 2);
      equal([read(b, FREE), read(b, FREE + 1), queue.size], [DID, DID, 0]);
    },
    'SQ-06 that is too short for its item loses none': async (t) => {
      const [queue, into, b, count] = [make(t), make(t), board(), 400];
      for (const form of FORMS) t.start(queueTasks.impatient, queue, into, b, count, form);
      for (let number = 1; number <= count; number += 1) {
        queue.putNowait([number]);
        if (number % 8 === 0) await sleep(0);
      }
      await t.finish();
      equal(
        drain(into).toSorted((a, b) => a - b),
        Array.from({ length: count }, (_, index) => index + 1),
      );
      equal(queue.size, 0);
    },
  },
};

/** Waits for room, in queues that can be full. */
export const waitingForRoom: CaseGroup = {
  title: 'a wait for room',
  where: 'everywhere',
  cases: {
    'gives Full: at once for 0, else after about its time': async (t) => {
      const queue = make(t, { maxsize: 1, name: 'full one' });
      queue.putNowait([1]);
      await rejects(Full, queue.put([2], { timeout: 0 }));
      throws(Full, () => queue.putSync([2], { timeout: 0 }));
      const took = await elapsed(async () => {
        includes((await rejects(Full, queue.put([2], { timeout: 300 }))).message, '300 ms', 'full one');
      });
      lasted(took, 300, 'put');
      equal(drain(queue), [1]);
    },
    'can be aborted before, while and after, and leaves no trace': async (t) => {
      const queue = make(t, { maxsize: 1 });
      queue.putNowait([1]);
      await aborts(
        (signal) => queue.put([2], { signal }),
        () => void queue.getNowait(),
        () => equal(queue.size, 1),
      );
      equal([queue.size, drain(queue), queue.size], [1, [2], 0]);
    },
    'Q3-03 in another thread goes on as soon as there is room, in either form, with and without a timeout':
      async (t) => {
        const [queue, b] = [make(t, { maxsize: 1 }), board()];
        queue.putNowait([1]);
        FORMS.forEach((form, index) =>
          t.start(queueTasks.attempt, queue, 'put', form, index === 0 ? undefined : 10_000, b, index),
        );
        await reaches(b, STARTED, 2);
        await aMoment();
        equal([read(b, DONE), queue.size], [0, 1]);
        for (let done = 1; done <= 2; done += 1) {
          queue.getNowait();
          await reaches(b, DONE, done);
        }
        equal([read(b, FREE), read(b, FREE + 1), drain(queue)], [DID, DID, [1]]);
      },
    'of many flows lets each of them in, in its turn': async (t) => {
      const queue = make(t, { maxsize: 2 });
      const puts = Array.from({ length: 50 }, (_, number) => queue.put([number]));
      const got: number[] = [];
      for (let count = 0; count < 50; count += 1) got.push((await queue.get())[0]);
      await Promise.all(puts);
      equal(
        got.toSorted((a, b) => a - b),
        Array.from({ length: 50 }, (_, number) => number),
      );
      if (t.place.variant === 'Queue')
        equal(
          got,
          Array.from({ length: 50 }, (_, number) => number),
        );
    },
  },
};

/** What blocks this thread itself. */
function blocked(form: Form): Record<string, Case> {
  const timed = async (queue: AnyQueue, operation: 'get' | 'put', ending: number): Promise<void> => {
    const took = await elapsed(async () => equal(await attempt(queue, operation, form, 200), ending));
    lasted(took, 200, operation);
  };
  return {
    [`Q3-03 ends after about its time, for an item and for room (${form})`]: async (t) => {
      await timed(make(t), 'get', EMPTY);
      const queue = make(t, { maxsize: 1, maxBytes: 12 });
      queue.putNowait([1]);
      if (!queue.full && queue.size === 1) queue.putNowait([1]);
      if (t.place.variant !== 'SimpleQueue') await timed(queue, 'put', FULL);
    },
    [`goes on as soon as another thread puts (${form})`]: async (t) => {
      const [queue, b] = [make(t), board()];
      t.start(queueTasks.produce, queue, 5, 1, form);
      equal(await attempt(queue, 'get', form), DID);
      mark(b, DONE);
      equal(queue.size, 0);
    },
  };
}

export const blocking: CaseGroup = {
  title: 'a blocked thread',
  where: 'blocking',
  cases: { ...blocked('sync'), ...blocked('async') },
};
