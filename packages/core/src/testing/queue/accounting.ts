import { aMoment, board, DONE, elapsed, FREE, GOT, lasted, reaches, read, STARTED } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejection, rejects, throws } from '../check.ts';
import { attempt, DID, FORMS, NOT_YET } from './attempt.ts';
import { drain, make } from './kinds.ts';
import { queueTasks } from './queue.tasks.ts';

export const accounting: CaseGroup = {
  title: 'a task',
  where: 'everywhere',
  cases: {
    'is unfinished from its put until it is reported done, and reported once': async (t) => {
      const queue = make(t, { name: 'jobs' });
      throws(RangeError, () => queue.taskDone());
      for (let round = 0; round < 2; round += 1) {
        queue.putNowait([1]);
        queue.putNowait([2]);
        equal(queue.unfinishedTasks, 2);
        drain(queue);
        equal([queue.unfinishedTasks, await queue.join({ timeout: 0 })], [2, false]);
        queue.taskDone();
        equal([queue.unfinishedTasks, queue.joinSync({ timeout: 0 })], [1, false]);
        queue.taskDone();
        equal([queue.unfinishedTasks, await queue.join(), queue.joinSync()], [0, true, true]);
        includes(throws(RangeError, () => queue.taskDone()).message, 'jobs');
      }
    },
    'may be reported done before it is got': async (t) => {
      const queue = make(t);
      queue.putNowait([1]);
      queue.taskDone();
      equal([await queue.join(), queue.size], [true, 1]);
    },
    'is waited for by join, in both forms, here and in other threads': async (t) => {
      const [queue, b] = [make(t), board()];
      queue.putNowait([1]);
      queue.putNowait([2]);
      const flows = [queue.join(), queue.join({ timeout: 20_000 })];
      FORMS.forEach((form, index) => t.start(queueTasks.attempt, queue, 'join', form, undefined, b, index));
      await reaches(b, STARTED, 2);
      drain(queue);
      queue.taskDone();
      await aMoment();
      equal(read(b, DONE), 0, 'joined too early');
      queue.taskDone();
      equal(await Promise.all(flows), [true, true]);
      await reaches(b, DONE, 2);
      equal([read(b, FREE), read(b, FREE + 1)], [DID, DID]);
    },
    'is not waited for longer than the timeout, nor than the signal allows': async (t) => {
      const queue = make(t);
      queue.putNowait([1]);
      lasted(
        await elapsed(async () => equal(await attempt(queue, 'join', 'async', 200), NOT_YET)),
        200,
        'join',
      );
      for (const timeout of [-1, NaN]) {
        await rejects(RangeError, queue.join({ timeout }));
        throws(RangeError, () => queue.joinSync({ timeout }));
      }
      const [controller, reason] = [new AbortController(), new Error('why')];
      const waiting = queue.join({ signal: controller.signal });
      controller.abort(reason);
      ok((await rejection(waiting)) === reason, 'not the very reason');
      ok((await rejection(queue.join({ signal: controller.signal }))) === reason, 'not the very reason');
      queue.taskDone();
      equal(await queue.join({ timeout: 0 }), true);
    },
    'of three workers and two producers is done when all are': async (t) => {
      const [queue, b] = [make(t, { maxsize: 10 }), board()];
      for (let index = 0; index < 3; index += 1) t.start(queueTasks.consume, queue, FORMS[index % 2]!, b);
      await reaches(b, STARTED, 3);
      const producers = FORMS.map((form, index) =>
        t.start(queueTasks.produce, queue, index * 500, 500, form),
      );
      for (const producer of producers) await producer.join();
      equal(await queue.join(), true);
      equal([read(b, GOT), read(b, FREE), queue.unfinishedTasks], [1000, (999 * 1000) / 2, 0]);
      queue.shutdown();
      await reaches(b, DONE, 3);
    },
  },
};
