import { transfer } from '../../task/index.ts';
import { Barrier } from '../../threading/index.ts';
import type { CaseGroup } from '../cases.ts';
import { equal } from '../check.ts';
import { executorTasks as tasks } from '../executor/executor.tasks.ts';
import { given, Stage } from '../executor/make.ts';
import { threadPoolTasks } from './thread-pool.tasks.ts';

/** What only a message can carry goes to threads alone. */
export const messages: CaseGroup = {
  title: 'the workers of a pool that is sent messages',
  where: 'everywhere',
  cases: {
    'hold nobody up when they block, also where calls bring shared memory': async (t) => {
      await given(t, { maxWorkers: 2 }, async (pool) => {
        const shared = new Uint8Array(new SharedArrayBuffer(7)).fill(1);
        const stage = new Stage(t);
        // Some are on their way to the worker that will block, some come when it does.
        const early = Array.from({ length: 10 }, () => pool.submit(tasks.lengthOf, shared));
        const blocked = pool.submit(tasks.block, stage.gate, stage.log, 'blocked');
        await stage.hears('blocked begins');
        const late = Array.from({ length: 10 }, () => pool.submit(tasks.lengthOf, shared));
        for (const future of [...early, ...late]) equal(await future, [7, 1]);
        equal(blocked.done, false);
        stage.gate.set();
        equal(await blocked, 'blocked');
      });
    },
    'are one for each call, of calls that wait for one another and bring shared memory': async (t) => {
      // So many that some are stopped by others just when they have taken theirs.
      const parties = 24;
      await given(t, { maxWorkers: parties }, async (pool) => {
        const shared = new Uint8Array(new SharedArrayBuffer(7));
        const barrier = new Barrier(parties);
        const met = Array.from({ length: parties }, () =>
          pool.submit(threadPoolTasks.meets, barrier, shared),
        );
        equal(
          (await Promise.all(met)).sort((a, b) => a - b),
          met.map((_, index) => index),
        );
      });
    },
    'leave no call to a worker that was sent one for which it would wait': async (t) => {
      const shared = new Uint8Array(new SharedArrayBuffer(7));
      // Which of the two the first worker takes first is chance.
      for (let round = 0; round < 8; round++) {
        await given(t, { maxWorkers: 2 }, async (pool) => {
          const barrier = new Barrier(2);
          equal(await pool.submit(tasks.lengthOf, shared), [7, 0]);
          const sent = pool.submit(threadPoolTasks.meets, barrier, shared);
          const queued = pool.submit(threadPoolTasks.meets, barrier);
          equal((await Promise.all([sent, queued])).sort(), [0, 1]);
        });
      }
    },
    'are not held by tasks that await with what only a message could bring': async (t) => {
      await given(t, { maxWorkers: 2 }, async (pool) => {
        const stage = new Stage(t);
        const shared = new Uint8Array(new SharedArrayBuffer(7));
        const futures = Array.from({ length: 60 }, (_, n) => {
          const own = new Uint8Array(7);
          const bytes = n % 2 === 0 ? shared : transfer(own, [own.buffer]);
          return pool.submit(tasks.attendWith, stage.gate, stage.log, bytes);
        });
        await stage.hears(...futures.map(() => '7 begins'));
        stage.gate.set();
        equal(await Promise.all(futures), Array(60).fill('7'));
      });
    },
  },
};
