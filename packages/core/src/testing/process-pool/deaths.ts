import { BrokenExecutor, BrokenProcessPool, StateError } from '../../errors.ts';
import type { Future } from '../../futures/index.ts';
import type { Event } from '../../threading/index.ts';
import { PATIENCE, until } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejects, throws } from '../check.ts';
import { executorTasks as tasks } from '../executor/executor.tasks.ts';
import { ends, given, make, Stage, type Pool } from '../executor/make.ts';
import { share } from '../futures/make.ts';
import type { Ending } from '../futures/orders.tasks.ts';
import { ask } from '../futures/other-thread.ts';
import { killProcess, runs } from '../runtime.ts';
import { processPoolTasks as pools, Trap } from './process-pool.tasks.ts';

/** That all fail as those of a broken pool, each with an error of its own. */
async function areBroken(futures: readonly Future<unknown>[]): Promise<void> {
  const errors = await Promise.all(futures.map((future) => rejects(BrokenProcessPool, future)));
  for (const error of errors) ok(error instanceof BrokenExecutor && error instanceof StateError, 'its class');
  equal(new Set(errors).size, futures.length);
}

async function isBroken(pool: Pool, pids: readonly number[]): Promise<void> {
  throws(BrokenProcessPool, () => pool.submit(tasks.square, 1));
  throws(BrokenProcessPool, () => pool.map(tasks.square, [1]));
  await ends(pool);
  equal(pool.stats.workers, 0);
  await until(() => !pids.some(runs), 'no process is left');
}

/** Two workers that block, and say who they are. */
async function held(pool: Pool, stage: Stage): Promise<{ futures: Future<void>[]; pids: number[] }> {
  const futures = [0, 1].map(() =>
    pool.submit(pools.hold, stage.gate as Event & { scope: 'process' }, stage.log),
  );
  const pids = [Number(await stage.log.get()), Number(await stage.log.get())];
  return { futures, pids };
}

export const deaths: CaseGroup = {
  title: 'a worker that dies',
  where: 'everywhere',
  cases: {
    'PPE-20 PPE-44 by a kill fails all calls, those that wait too, and no process is left': async (t) => {
      for (const victim of [0, 1]) {
        const [pool, stage] = [make(t, { maxWorkers: 2 }), new Stage(t)];
        const { futures, pids } = await held(pool, stage);
        const waiting = Array.from({ length: 4 }, (_, n) => pool.submit(tasks.note, stage.log, String(n)));
        killProcess(pids[victim]!);
        await areBroken([...futures, ...waiting]);
        await isBroken(pool, pids);
        equal(stage.said(), []);
      }
    },
    'of itself does so too, by whatever way': async (t) => {
      for (const end of [
        (pool: Pool): Future<void> => pool.submit(pools.exit, 3),
        (pool: Pool): Future<void> => pool.submit(pools.kill),
      ]) {
        const pool = make(t, { maxWorkers: 1 });
        const pid = await pool.submit(pools.pid);
        const dying = end(pool);
        await areBroken([dying, pool.submit(tasks.square, 2)]);
        await isBroken(pool, [pid]);
      }
    },
    'while all are idle breaks the pool, and the others end by themselves': async (t) => {
      const [pool, stage] = [make(t, { maxWorkers: 2 }), new Stage(t)];
      const { futures, pids } = await held(pool, stage);
      stage.gate.set();
      await Promise.all(futures);
      killProcess(pids[0]!);
      await until(() => !pids.some(runs), 'the other has ended');
      await isBroken(pool, pids);
    },
    'PPE-13 after the shutdown has begun does not keep that waiting': async (t) => {
      const [pool, stage] = [make(t, { maxWorkers: 2 }), new Stage(t)];
      const { futures, pids } = await held(pool, stage);
      const shut = ends(pool);
      killProcess(pids[1]!);
      await areBroken(futures);
      await shut;
      await until(() => !pids.some(runs), 'no process is left');
    },
    'while its owner’s other threads wait for the call is seen by them': async (t) => {
      for (const what of ['await', 'block'] as const) {
        const [pool, stage] = [make(t, { maxWorkers: 1 }), new Stage(t)];
        const future = share(pool.submit(pools.hold, stage.gate as never, stage.log));
        const pid = Number(await stage.log.get());
        const answer = ask<Ending>(future, what);
        killProcess(pid);
        equal(((await answer()) as { error: string }).error, 'BrokenProcessPool');
        await isBroken(pool, [pid]);
      }
    },
    'because it was to, by `kill`, breaks nothing': async (t) => {
      await given(t, { maxWorkers: 2 }, async (pool) => {
        const [stage, controller] = [new Stage(t), new AbortController()];
        const bystander = pool.submit(tasks.attend, stage.gate, stage.log, 'bystander');
        await stage.hears('bystander begins');
        const spinning = pool.with({ signal: controller.signal, kill: true }).submit(tasks.spin, stage.log);
        await stage.hears('spins');
        controller.abort(new RangeError('why'));
        await rejects(RangeError, spinning);
        stage.gate.set();
        const all = await Promise.allSettled([bystander, pool.submit(tasks.square, 3)]);
        equal(all[1]?.status, 'fulfilled');
      });
    },
  },
};

export const unreadable: CaseGroup = {
  title: 'what cannot be read',
  where: 'everywhere',
  cases: {
    'PPE-02 by a worker that ends over it breaks the pool': async (t) => {
      const pool = make(t, { maxWorkers: 1 });
      const future = pool.submit(pools.take, new Trap('exits'));
      await areBroken([future]);
      includes((await future.exception())?.message ?? '', 'ended abruptly');
      await isBroken(pool, []);
    },
    'PPE-03 PPE-12 by a worker, or by the owner, breaks the pool': async (t) => {
      for (const send of [
        (pool: Pool): Future<unknown> => pool.submit(pools.take, new Trap('throws')),
        (pool: Pool): Future<unknown> => pool.submit(pools.trap, 'throws'),
      ]) {
        const pool = make(t, { maxWorkers: 1 });
        const error = await rejects(BrokenProcessPool, send(pool));
        includes(error.message, 'it cannot be read');
        ok(error.cause instanceof RangeError, 'it has no cause');
        await isBroken(pool, []);
      }
    },
  },
};

export const blockedAtDeath: CaseGroup = {
  title: 'a worker that dies while its owner blocks',
  where: 'blocking',
  cases: {
    'is seen at once': async (t) => {
      const pool = make(t, { maxWorkers: 1 });
      const pid = pool.submit(pools.pid).resultSync();
      const [dying, waiting] = [pool.submit(pools.kill), pool.submit(tasks.square, 2)];
      for (const future of [dying, waiting])
        throws(BrokenProcessPool, () => future.resultSync({ timeout: PATIENCE }));
      throws(BrokenProcessPool, () => pool.submit(tasks.square, 1));
      pool.shutdownSync();
      equal([pool.stats.workers, runs(pid)], [0, false]);
    },
  },
};
