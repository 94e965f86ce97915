import { BrokenProcessPool, CancelledError, StateError } from '../../errors.ts';
import { ProcessPoolExecutor } from '../../futures/index.ts';
import type { Event } from '../../multiprocessing/index.ts';
import { until } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, rejects, throws } from '../check.ts';
import { executorTasks as tasks } from '../executor/executor.tasks.ts';
import { ends, Stage } from '../executor/make.ts';
import { runs } from '../runtime.ts';
import { processPoolTasks as pools } from './process-pool.tasks.ts';

const HOW = ['terminateWorkers', 'killWorkers'] as const;

function pool(maxWorkers: number): ProcessPoolExecutor {
  return new ProcessPoolExecutor({ maxWorkers, startMethod: 'standby' });
}

export const ending: CaseGroup = {
  title: 'terminateWorkers and killWorkers',
  where: 'everywhere',
  cases: {
    'PPE-31 PPE-32 PPE-34 end what runs in the midst, cancel the rest, and take no more': async (t) => {
      for (const how of HOW) {
        const [own, stage] = [pool(1), new Stage(t)];
        const running = own.submit(pools.hold, stage.gate as Event, stage.log);
        const pid = Number(await stage.log.get());
        const waiting = own.submit(tasks.square, 2);
        own[how]();
        equal([waiting.cancelled, running.cancelled], [true, false]);
        await rejects(CancelledError, waiting);
        await rejects(BrokenProcessPool, running);
        throws(StateError, () => own.submit(tasks.square, 1));
        await until(() => !runs(pid), 'it has ended');
        stage.gate.set();
        await ends(own);
        equal(stage.said(), []);
      }
    },
    'PPE-37 leave nothing of a pool that is idle, and take no more': async () => {
      for (const how of HOW) {
        const own = pool(1);
        const pid = await own.submit(pools.pid);
        own[how]();
        throws(StateError, () => own.submit(tasks.square, 1));
        await until(() => !runs(pid), 'it has ended');
        await ends(own);
      }
    },
    'PPE-35 are no trouble where there is no worker, or none any more': async () => {
      for (const how of HOW) {
        const [unused, broken] = [pool(1), pool(1)];
        unused[how]();
        unused[how]();
        throws(StateError, () => unused.submit(tasks.square, 1));
        await rejects(BrokenProcessPool, broken.submit(pools.exit, 1));
        broken[how]();
        await Promise.all([ends(unused), ends(broken)]);
      }
    },
  },
};
