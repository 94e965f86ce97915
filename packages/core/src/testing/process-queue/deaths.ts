import { Queue, type Process } from '../../multiprocessing/index.ts';
import { PATIENCE, sleep } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok } from '../check.ts';
import { FORMS, type Form } from '../queue/attempt.ts';
import { processQueueTasks as tasks } from './process-queue.tasks.ts';
import { start } from './start.ts';

const patient = { timeout: PATIENCE };

/** A child that waits to put or get, and is killed there. */
async function killedWaiting(queue: Queue<number>, doing: 'put' | 'get', form: Form): Promise<void> {
  const there = new Queue<number>();
  const child: Process = start(tasks.waits, [queue, there, doing, form]);
  await there.get(patient);
  await sleep(20);
  child.kill();
  ok(await child.join(patient), 'it does not end');
  equal(child.exitCode, -9);
}

export const deaths: CaseGroup = {
  title: 'the death of a process',
  where: 'main',
  cases: {
    'that waits for an item takes none, and its wake-up is nobody else’s loss': async () => {
      for (const form of FORMS) {
        const queue = new Queue<number>();
        const waiting = queue.get(patient);
        await killedWaiting(queue, 'get', form);
        queue.putNowait(1);
        equal(await waiting, 1);
        queue.putNowait(2);
        equal([queue.size, queue.getSync(patient)], [1, 2]);
      }
    },
    'that waits for room puts nothing, and the room is others’': async () => {
      for (const form of FORMS) {
        const queue = new Queue<number>({ maxsize: 1 });
        queue.putNowait(1);
        await killedWaiting(queue, 'put', form);
        const waiting = queue.put(2, patient);
        equal(queue.getNowait(), 1);
        await waiting;
        equal([queue.getNowait(), queue.empty], [2, true]);
      }
    },
  },
};
