import { JoinableQueue } from '../../multiprocessing/index.ts';
import { PATIENCE } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok } from '../check.ts';
import { processQueueTasks as tasks } from './process-queue.tasks.ts';
import { ended, start } from './start.ts';

export const accounted: CaseGroup = {
  title: 'the tasks of a queue between processes',
  where: 'main',
  cases: {
    'are joined when the workers have reported all of them done': async () => {
      const queue = new JoinableQueue<number>({ name: 'work' });
      for (let number = 0; number < 200; number += 1) queue.putNowait(number);
      equal([await queue.join({ timeout: 0 }), queue.unfinishedTasks], [false, 200]);
      const workers = [0, 1].map(() => start(tasks.workOff, [queue]));
      ok(await queue.join({ timeout: PATIENCE }), 'not joined');
      for (let worker = 0; worker < 2; worker += 1) queue.putNowait(-1);
      ok(queue.joinSync({ timeout: PATIENCE }), 'not joined');
      for (const worker of workers) await ended(worker);
      equal([queue.unfinishedTasks, String(queue)], [0, 'JoinableQueue(work, 0 items)']);
    },
  },
};
