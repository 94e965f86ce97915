import { CancelledError, StateError, TimeoutError } from '../../errors.ts';
import { Executor, type CallOptions, type Future } from '../../futures/index.ts';
import { currentTask } from '../../task/index.ts';
import { aMoment, sleep, until } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejection, rejects, throws } from '../check.ts';
import { inspect } from '../runtime.ts';
import { executorTasks as tasks } from './executor.tasks.ts';
import { collect, common, given, Stage } from './make.ts';

export const views: CaseGroup = {
  title: 'with',
  where: 'everywhere',
  cases: {
    'gives a view that submits and maps, and does not own the executor': async (t) => {
      const view = common(t).with({ priority: 2 });
      ok(!(view instanceof Executor), 'it is an executor');
      equal(
        ['shutdown', 'shutdownSync', 'with'].filter((name) => name in view),
        [],
      );
      ok(!(Symbol.asyncDispose in view), 'it can be disposed of');
      equal(await view.submit(tasks.square, 3), 9);
      equal(await collect(view.map(tasks.square, [1, 2])), [1, 4]);
      equal(await collect(view.starmap(tasks.area, [[2, 3]])), [6]);
      equal(await collect(view.imapUnordered(tasks.square, [3], { chunksize: 2 })), [9]);
      throws(TypeError, () => view.submit(5 as never));
    },
    'refuses options that are wrong, and names them': (t) => {
      const wrong: readonly (readonly [CallOptions, typeof TypeError | typeof RangeError, string])[] = [
        [undefined as never, TypeError, 'options'],
        [null as never, TypeError, 'options'],
        [{ signal: {} as never }, TypeError, 'signal'],
        [{ kill: 1 as never }, TypeError, 'kill'],
        [{ transfer: {} as never }, TypeError, 'transfer'],
        [{ transfer: [1 as never] }, TypeError, 'transfer'],
        [{ priority: '1' as never }, TypeError, 'priority'],
        [{ priority: NaN }, RangeError, 'priority'],
        [{ priority: Infinity }, RangeError, 'priority'],
        [{ timeout: '1' as never }, TypeError, 'timeout'],
        [{ timeout: -1 }, RangeError, 'timeout'],
      ];
      for (const [options, errorClass, name] of wrong)
        includes(throws(errorClass, () => common(t).with(options), inspect(options)).message, name);
    },
    'priority: higher ones first, and of one priority in their order': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        const stage = new Stage(t);
        const running = pool.submit(tasks.block, stage.gate, stage.log, 'first');
        await stage.hears('first begins');
        const order = [0, 5, -1, 5, 0, 2.5, 100, -1];
        const futures = order.map((priority, n) =>
          pool.with({ priority }).submit(tasks.note, stage.log, `${priority} ${n}`),
        );
        const plain = pool.submit(tasks.note, stage.log, 'plain');
        stage.gate.set();
        await Promise.all([running, plain, ...futures]);
        await stage.hears(
          'first ends',
          '100 6',
          '5 1',
          '5 3',
          '2.5 5',
          '0 0',
          '0 4',
          'plain',
          '-1 2',
          '-1 7',
        );
      });
    },
    'priority: many different ones are kept apart': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        const stage = new Stage(t);
        const running = pool.submit(tasks.block, stage.gate, stage.log, 'first');
        await stage.hears('first begins');
        const futures = Array.from({ length: 40 }, (_, n) =>
          pool.with({ priority: (n * 7) % 40 }).submit(tasks.note, stage.log, String((n * 7) % 40)),
        );
        stage.gate.set();
        await Promise.all([running, ...futures]);
        await stage.hears('first ends', ...Array.from({ length: 40 }, (_, n) => String(39 - n)));
      });
    },
    'timeout: fails the future in time, and what has begun runs on': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        await pool.submit(tasks.nothing);
        const stage = new Stage(t);
        let running: Future<string> | undefined;
        // What time a worker takes until it begins cannot be said beforehand.
        for (let timeout = 40; stage.log.empty; timeout *= 2) {
          running = pool.with({ timeout }).submit(tasks.block, stage.gate, stage.log, 'first');
          await rejects(TimeoutError, running);
        }
        const view = pool.with({ timeout: 40 });
        const queued = view.submit(tasks.note, stage.log, 'queued');
        await rejects(TimeoutError, queued);
        equal([running?.done, running?.cancelled, queued.cancelled], [true, false, false]);
        stage.gate.set();
        await until(() => pool.stats.queued === 0 && pool.stats.busy === 0, 'the worker is idle');
        equal(stage.said(), ['first begins', 'first ends']);
        equal(await pool.with({ timeout: 20_000 }).submit(tasks.later, 5, 'x'), 'x');
      });
    },
    'timeout: one of each of many calls, result and timeout at the same moment': async (t) => {
      const pool = common(t);
      let [did, late] = [0, 0];
      for (let round = 0; round < 12; round += 1) {
        const view = pool.with({ timeout: round % 6 });
        const futures = Array.from({ length: 10 }, (_, n) => view.submit(tasks.later, n % 5, n));
        const outcomes = await Promise.allSettled(futures);
        for (const [n, outcome] of outcomes.entries()) {
          if (outcome.status === 'fulfilled') equal(outcome.value, n);
          else ok(outcome.reason instanceof TimeoutError, inspect(outcome.reason));
          if (outcome.status === 'fulfilled') did += 1;
          else late += 1;
        }
      }
      equal(did + late, 120);
      ok(late > 0, 'none was late');
    },
    'signal: cancels what has not begun': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        const [stage, controller] = [new Stage(t), new AbortController()];
        const { signal } = controller;
        const running = pool.submit(tasks.block, stage.gate, stage.log, 'first');
        await stage.hears('first begins');
        const view = pool.with({ signal });
        const queued = [0, 1, 2].map((n) => view.submit(tasks.note, stage.log, String(n)));
        const others = pool.submit(tasks.note, stage.log, 'other');
        controller.abort('why');
        equal(
          queued.map(({ cancelled }) => cancelled),
          [true, true, true],
        );
        await rejects(CancelledError, queued[0]!);
        const late = view.submit(tasks.note, stage.log, 'late');
        equal(late.cancelled, true);
        stage.gate.set();
        await Promise.all([running, others]);
        equal(stage.said(), ['first ends', 'other']);
      });
    },
    'signal: aborts the current task’s signal of what has begun': async (t) => {
      const pool = common(t);
      for (const task of [tasks.heed, tasks.look as unknown as typeof tasks.heed]) {
        const [stage, controller] = [new Stage(t), new AbortController()];
        const future = pool.with({ signal: controller.signal }).submit(task, stage.log);
        await stage.hears(task === tasks.heed ? 'heeds' : 'looks');
        await aMoment();
        equal(future.done, false);
        controller.abort();
        equal([await future, future.cancelled], ['stopped', false]);
      }
    },
    'signal: of one call is no other’s': async (t) => {
      const pool = common(t);
      const [stage, one, other] = [new Stage(t), new AbortController(), new AbortController()];
      const first = pool.with({ signal: one.signal }).submit(tasks.heed, stage.log);
      const second = pool.with({ signal: other.signal }).submit(tasks.heed, stage.log);
      await stage.hears('heeds', 'heeds');
      one.abort();
      equal(await first, 'stopped');
      await aMoment();
      equal(second.done, false);
      other.abort();
      equal(await second, 'stopped');
      equal(await pool.submit(tasks.ownSignal), [false, false]);
    },
    'signal: aborted when the result is on its way changes nothing': async (t) => {
      const pool = common(t);
      for (let round = 0; round < 200; round += 1) {
        const controller = new AbortController();
        const future = pool.with({ signal: controller.signal }).submit(tasks.square, round);
        for (const wait = performance.now() + (round % 20) / 200; performance.now() < wait;);
        controller.abort();
        const outcome = await future.then(
          (value) => value,
          (error: unknown) => error instanceof CancelledError,
        );
        ok(outcome === true || outcome === round * round, `it gave ${String(outcome)}`);
      }
      equal(await pool.submit(tasks.square, 2), 4);
    },
    'kill: ends the worker of what has begun, and another takes its place': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        for (const [task, said] of [
          [tasks.spin, 'spins'],
          [tasks.linger, 'lingers'],
        ] as const) {
          const [stage, controller, reason] = [new Stage(t), new AbortController(), new Error('why')];
          const view = pool.with({ signal: controller.signal, kill: true });
          const running = view.submit(task, stage.log);
          await stage.hears(said);
          const { started } = pool.stats;
          controller.abort(reason);
          ok((await rejection(running)) === reason, 'not the very reason');
          equal([await pool.submit(tasks.square, 3), pool.stats.started], [9, started + 1]);
        }
      });
    },
    'kill: cancels what has not begun, and what others have submitted is run': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        const [stage, controller] = [new Stage(t), new AbortController()];
        const view = pool.with({ signal: controller.signal, kill: true });
        const running = view.submit(tasks.spin, stage.log);
        await stage.hears('spins');
        const queued = view.submit(tasks.square, 1);
        const other = pool.submit(tasks.square, 3);
        controller.abort('why');
        equal(await rejection(running), 'why');
        await rejects(CancelledError, queued);
        equal(await other, 9);
      });
    },
    'kill: at the timeout as well': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        await pool.submit(tasks.nothing);
        const stage = new Stage(t);
        const running = pool.with({ timeout: 100, kill: true }).submit(tasks.spin, stage.log);
        const other = pool.submit(tasks.square, 3);
        await rejects(TimeoutError, running);
        equal(await other, 9);
      });
    },
    'kill: fails the other calls that the worker had, saying that they were not meant': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        const [stage, controller] = [new Stage(t), new AbortController()];
        const bystander = pool.submit(tasks.attend, stage.gate, stage.log, 'bystander');
        await stage.hears('bystander begins');
        const meant = pool.with({ signal: controller.signal, kill: true }).submit(tasks.linger, stage.log);
        await stage.hears('lingers');
        controller.abort(new RangeError('why'));
        await rejects(RangeError, meant);
        includes((await rejects(StateError, bystander)).message, 'another call');
        equal(await pool.submit(tasks.square, 3), 9);
      });
    },
    'all of them go together': async (t) => {
      const bytes = new Uint8Array(100).fill(7);
      const options = { signal: new AbortController().signal, timeout: 20_000, priority: 1, kill: true };
      const view = common(t).with({ ...options, transfer: [bytes.buffer] });
      equal(await view.submit(tasks.lengthOf, bytes), [100, 7]);
      equal(bytes.byteLength, t.place.scope === 'thread' ? 0 : 100);
      await sleep(1);
    },
    'there is a current task in a task, and none here': async (t) => {
      equal(currentTask(), undefined);
      const [now, later] = await common(t).submit(tasks.ownSignal);
      equal([now, later], [false, false]);
    },
  },
};
