import { BrokenThreadPool, StateError } from '../../errors.ts';
import type { Future } from '../../futures/index.ts';
import { SimpleQueue } from '../../queue/index.ts';
import { seededRandom as random } from '../../scenario/random.ts';
import { enumerate, Event } from '../../threading/index.ts';
import { PATIENCE, sleep, until } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejects, throws } from '../check.ts';
import { executorTasks as tasks } from '../executor/executor.tasks.ts';
import { given, Stage } from '../executor/make.ts';
import { share } from '../futures/make.ts';
import type { Ending } from '../futures/orders.tasks.ts';
import { ask } from '../futures/other-thread.ts';
import { waysToDie, type WayToDie } from '../runtime.ts';
import { threadPoolTasks as pools } from './thread-pool.tasks.ts';

/** A worker that closes itself may still take a call, which is then lost with it. */
async function isWholeOrLost(call: Future<number>, result: number, way: WayToDie): Promise<void> {
  const error = await call.exception();
  if (error === undefined || way !== 'self.close') equal(await call, result);
  else ok(error instanceof StateError, String(error));
}

export const deaths: CaseGroup = {
  title: 'a worker that dies',
  where: 'everywhere',
  cases: {
    'fails the calls that it had begun, and another runs the rest': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        for (const way of waysToDie[t.place.runtime]) {
          const stage = new Stage(t);
          const bystander = pool.submit(tasks.attend, stage.gate, stage.log, 'bystander');
          await stage.hears('bystander begins');
          const { started } = pool.stats;
          const dying = pool.submit(tasks.dies, stage.log, way);
          const rest = Array.from({ length: 20 }, (_, n) => pool.submit(tasks.square, n));
          const error = await rejects(StateError, dying);
          ok(!(error instanceof BrokenThreadPool), 'the pool is broken');
          includes(error.message, 'dies', 'died');
          includes((await rejects(StateError, bystander)).message, 'attend');
          // Those that it had taken after it was told to die are lost with it.
          const outcomes = await Promise.allSettled(rest);
          for (const [n, outcome] of outcomes.entries()) {
            if (outcome.status === 'fulfilled') equal(outcome.value, n * n);
            else ok(outcome.reason instanceof StateError, String(outcome.reason));
          }
          equal(await pool.submit(tasks.square, 3), 9);
          equal([pool.stats.started, pool.stats.workers], [started + 1, 1]);
        }
      });
    },
    'while it is idle is replaced for the next call': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        for (const way of waysToDie[t.place.runtime]) {
          const before = await pool.submit(tasks.whoAmI);
          await pool.submit(pools.diesLater, way, 10);
          await until(() => !enumerate().some(({ name }) => name === before), 'it is dead');
          equal(await pool.submit(tasks.square, 3), 9);
          ok((await pool.submit(tasks.whoAmI)) !== before, 'it lives');
        }
      });
    },
    'fails a future that other threads wait for': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        for (const way of waysToDie[t.place.runtime]) {
          for (const what of ['await', 'block'] as const) {
            const stage = new Stage(t);
            const future = share(pool.submit(tasks.diesAt, stage.gate, stage.log, way));
            await stage.hears('waits');
            const answer = ask<Ending>(future, what);
            stage.gate.set();
            const told = (await answer()) as { error: string; message: string };
            equal(told.error, 'StateError');
            includes(told.message, 'died');
            await rejects(StateError, future);
          }
        }
      });
    },
    'when its pool is shut down leaves nobody waiting': async (t) => {
      for (const way of waysToDie[t.place.runtime]) {
        let future: Future<void> | undefined;
        await given(t, { maxWorkers: 1 }, async (pool) => {
          const stage = new Stage(t);
          future = pool.submit(tasks.diesAt, stage.gate, stage.log, way);
          await stage.hears('waits');
          const rest = pool.submit(tasks.square, 2);
          const shut = pool.shutdown();
          stage.gate.set();
          await rejects(StateError, future);
          await isWholeOrLost(rest, 4, way);
          await shut;
        });
      }
    },
    'at random, among others, loses nothing but what it had begun, and nothing comes twice': async (t) => {
      const [next, ways] = [random(20261126), waysToDie[t.place.runtime]];
      await given(t, { maxWorkers: 2 }, async (pool) => {
        const stage = new Stage(t);
        let [done, lost, told] = [0, 0, 0];
        const rounds = t.place.agent === 'main' ? 8 : 3;
        for (let round = 0; round < rounds; round += 1) {
          const notes = Array.from({ length: 40 }, (_, n) =>
            pool.submit(tasks.note, stage.log, `${round} ${n}`),
          );
          const dying = pool.submit(tasks.dies, stage.log, ways[Math.floor(next() * ways.length)]!);
          const more = Array.from({ length: 40 }, (_, n) =>
            pool.submit(tasks.note, stage.log, `${round} ${n + 40}`),
          );
          await rejects(StateError, dying);
          for (const [n, outcome] of (await Promise.allSettled([...notes, ...more])).entries()) {
            if (outcome.status === 'fulfilled') equal(outcome.value, `${round} ${n}`);
            else ok(outcome.reason instanceof StateError, String(outcome.reason));
            if (outcome.status === 'fulfilled') done += 1;
            else lost += 1;
          }
          const said = stage.said().filter((line) => line !== 'dies');
          equal(new Set(said).size, said.length, 'something ran twice');
          told += said.length;
        }
        ok(told >= done && told <= done + lost, `${told} ran, ${done} are done, ${lost} are lost`);
        equal(done + lost, rounds * 80);
        equal(await pool.submit(tasks.square, 3), 9);
      });
    },
  },
};

export const blockedAtDeath: CaseGroup = {
  title: 'a worker that dies while its owner blocks',
  where: 'blocking',
  cases: {
    'is seen': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        for (const way of waysToDie[t.place.runtime]) {
          const stage = new Stage(t);
          const future = pool.submit(tasks.diesAt, stage.gate, stage.log, way);
          await stage.hears('waits');
          stage.gate.set();
          includes(throws(StateError, () => future.resultSync({ timeout: PATIENCE })).message, 'died');
          equal(pool.submit(tasks.square, 3).resultSync({ timeout: PATIENCE }), 9);
        }
      });
    },
    'is replaced, so that the next call is run all the same': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        for (const way of waysToDie[t.place.runtime]) {
          const stage = new Stage(t);
          const dying = pool.submit(tasks.diesAt, stage.gate, stage.log, way);
          await stage.hears('waits');
          const next = pool.submit(tasks.square, 4);
          stage.gate.set();
          const error = next.exceptionSync({ timeout: PATIENCE });
          await isWholeOrLost(next, 16, way);
          ok(error === undefined || error instanceof StateError, 'another error');
          ok(dying.exceptionSync({ timeout: PATIENCE }) instanceof StateError, 'it has no error');
        }
      });
    },
    'does not stop a shutdown that blocks': async (t) => {
      for (const way of waysToDie[t.place.runtime]) {
        let future: Future<void> | undefined;
        await given(t, { maxWorkers: 1 }, async (pool) => {
          const stage = new Stage(t);
          future = pool.submit(tasks.diesAt, stage.gate, stage.log, way);
          await stage.hears('waits');
          stage.gate.set();
          pool.shutdownSync();
          equal(future.done, true);
          throws(StateError, () => future?.resultSync());
        });
      }
    },
  },
};

export const owners: CaseGroup = {
  title: 'the thread that owns a pool',
  where: 'everywhere',
  cases: {
    'that dies fails its futures everywhere, and its workers end': async (t) => {
      for (const way of waysToDie[t.place.runtime]) {
        const [futures, gate, stage] = [new SimpleQueue<Future<string>>(), new Event(), new Stage(t)];
        const owner = t.launch(pools.abandons, [futures, gate, { gate: stage.gate, log: stage.log }, way]);
        await stage.hears('orphan begins');
        const future = futures.getNowait();
        const waiting = rejects(StateError, future);
        gate.set();
        ok(await owner.join({ timeout: PATIENCE }), 'the owner does not end');
        const error = await Promise.race([waiting, sleep(PATIENCE)]);
        ok(error instanceof StateError, 'the future is still pending');
        await until(
          () => !enumerate().some(({ name }) => name.startsWith('orphans')),
          'its workers have ended',
        );
      }
    },
    'lives on until the calls that it left are over': async (t) => {
      const futures = new SimpleQueue<Future<unknown>>();
      const owner = t.start(pools.leavesCall, futures, 40);
      await until(() => !futures.empty, 'the future has come');
      equal(await futures.getNowait(), 'left');
      await owner.join();
      equal(owner.error, undefined);
    },
  },
};
