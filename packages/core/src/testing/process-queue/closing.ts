import { OSError } from '../../errors.ts';
import type { Queue, SimpleQueue } from '../../multiprocessing/index.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, rejects, throws } from '../check.ts';
import { inspect } from '../runtime.ts';
import { innerQueue, make } from '../queue/kinds.ts';

export const closing: CaseGroup = {
  title: 'a closed queue',
  where: 'everywhere',
  cases: {
    'MQ-10 refuses put and get, in every form, by an error that says it is closed': async (t) => {
      const queue = make(t, { name: 'shut' }) as unknown as Queue<unknown>;
      queue.putNowait([1]);
      equal(queue.closed, false);
      for (let round = 0; round < 2; round += 1) {
        queue.close();
        equal(queue.closed, true);
        const errors = [
          throws(RangeError, () => queue.putNowait([2])),
          throws(RangeError, () => queue.putSync([2])),
          await rejects(RangeError, queue.put([2])),
          throws(RangeError, () => queue.getNowait()),
          throws(RangeError, () => queue.getSync({ timeout: 10 })),
          await rejects(RangeError, queue.get()),
        ];
        for (const error of errors) includes(error.message, 'closed', 'shut');
      }
      equal([queue.size, queue.empty], [1, false]);
      includes(inspect(queue), 'shut', 'closed');
    },
    'is closed here alone: the others who have it go on': async (t) => {
      const [queue, carrier] = [make(t) as unknown as Queue<unknown>, innerQueue<Queue<unknown>>(t)];
      carrier.putNowait(queue);
      queue.putNowait([1]);
      queue.close();
      queue.taskDone();
      equal([queue.unfinishedTasks, await queue.join()], [0, true]);
    },
  },
};

export const closingSimple: CaseGroup = {
  title: 'a closed simple queue',
  where: 'everywhere',
  cases: {
    'MSQ-01 raises an OSError that says it is closed, when it is asked whether it is empty too': async (
      t,
    ) => {
      const queue = make(t) as unknown as SimpleQueue<unknown>;
      queue.putNowait([1]);
      queue.close();
      const errors = [
        throws(OSError, () => queue.empty),
        throws(OSError, () => queue.size),
        throws(OSError, () => queue.putNowait([1])),
        throws(OSError, () => queue.putSync([1])),
        throws(OSError, () => queue.getNowait()),
        throws(OSError, () => queue.getSync()),
        await rejects(OSError, queue.put([1])),
        await rejects(OSError, queue.get()),
      ];
      for (const error of errors) {
        includes(error.message, 'closed');
        equal(error.code, 'EBADF');
      }
      includes(inspect(queue), 'closed');
    },
    'MSQ-03 may be closed twice': (t) => {
      const queue = make(t) as unknown as SimpleQueue<unknown>;
      queue.close();
      queue.close();
      throws(OSError, () => queue.empty);
    },
  },
};
