import { CancelledError, TimeoutError } from '../../errors.ts';
import type { Future } from '../../futures/index.ts';
import { elapsed, lasted, sleep } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok, rejection, rejects } from '../check.ts';
import { inState, make, several } from './make.ts';

export const awaiting: CaseGroup = {
  title: 'who awaits a future',
  where: 'everywhere',
  cases: {
    'gets its result, before and after it is there, as often as asked': async (t) => {
      const future = make(t);
      const waits = [
        future.result(),
        future.then((value) => value + 1),
        future.finally(null),
        future.result({ timeout: 20_000 }),
      ];
      const all = Promise.all([future, ...waits]);
      future.setResult(5);
      equal(await all, [5, 5, 6, 5, 5]);
      equal([await future, await future.result(), await future.exception()], [5, 5, undefined]);
    },
    'gets its error by each form': async (t) => {
      const future = make(t);
      const waits = [
        future.result(),
        future.then(null, null),
        future.finally(null),
        (async () => await future)(),
      ];
      const [exception, caught] = [future.exception(), future.catch((error: unknown) => error)];
      future.setException(new RangeError('planned'));
      for (const wait of waits) equal((await rejects(RangeError, wait)).message, 'planned');
      ok((await exception) instanceof RangeError, 'no exception');
      ok((await caught) === (await exception), 'not the same error');
    },
    'of a cancelled one gets CancelledError by each form': async (t) => {
      const future = make(t);
      const waits = [
        future.result(),
        future.exception(),
        future.then(null, null),
        future.catch((error: unknown) => Promise.reject(error)),
      ];
      const all = Promise.allSettled(waits);
      ok(future.cancel(), 'it cannot be cancelled');
      for (const outcome of await all)
        ok(outcome.status === 'rejected' && outcome.reason instanceof CancelledError, 'no CancelledError');
      await rejects(CancelledError, future);
    },
    'calls finally without arguments, and passes on what it throws': async (t) => {
      let given: unknown;
      equal(await inState(t, 'finished').finally((...args: unknown[]) => (given = args)), 42);
      equal(given, []);
      await rejects(
        RangeError,
        inState(t, 'failed').finally(() => {}),
      );
      const thrown = inState(t, 'finished').finally(() => {
        throw new TypeError('x');
      });
      await rejects(TypeError, thrown);
    },
    'waits no longer than the timeout': async (t) => {
      const future = make(t);
      const late = async (): Promise<void> =>
        void (await rejects(TimeoutError, future.result({ timeout: 200 })));
      lasted(await elapsed(late), 200, 'result');
      await rejects(TimeoutError, future.exception({ timeout: 5 }));
      const waiting = future.result({ timeout: 20_000 });
      future.setResult(1);
      equal(await waiting, 1);
    },
    'may have a huge timeout': async (t) => {
      for (const timeout of [2 ** 31, 2 ** 53, Number.MAX_VALUE, Infinity]) {
        const future = make(t);
        const waiting = future.result({ timeout });
        await sleep(2);
        future.setResult(1);
        equal(await waiting, 1);
      }
    },
    'waits no longer than the signal allows': async (t) => {
      const [future, controller, reason] = [make(t), new AbortController(), new Error('why')];
      const { signal } = controller;
      const waits = [
        future.result({ signal }),
        future.exception({ signal }),
        future.result({ signal, timeout: 20_000 }),
      ];
      const all = Promise.allSettled(waits);
      controller.abort(reason);
      for (const outcome of await all)
        ok(outcome.status === 'rejected' && outcome.reason === reason, 'not the very reason');
      ok((await rejection(future.result({ signal }))) === reason, 'not the very reason');
      equal(future.done, false);
      const other = future.result();
      future.setResult(1);
      equal(await other, 1);
    },
    'gets one answer of result, timeout and abort, whichever comes first': async (t) => {
      for (let turn = 0; turn < 60; turn += 1) {
        const [future, controller] = [make(t), new AbortController()];
        const waiting = future.result({ timeout: turn % 3, signal: controller.signal });
        const settled = waiting.then(
          () => 'result',
          (error: unknown) => (error instanceof TimeoutError ? 'timeout' : 'abort'),
        );
        const steps = [
          (): void => future.setResult(1),
          (): void => controller.abort('x'),
          (): Promise<void> => sleep(1),
        ];
        for (let step = 0; step < 3; step += 1) await steps[(step + turn) % 3]!();
        const first = turn % 3 === 0 ? 'timeout' : turn % 3 === 1 ? 'abort' : undefined;
        const how = await settled;
        if (first === undefined) ok(how === 'timeout' || how === 'result', `${turn}: ${how}`);
        else equal(how, first, String(turn));
        equal(await future, 1);
      }
    },
    'does so with Promise.all, race, allSettled and any': async (t) => {
      const [a, b, c] = several(t, 3) as [Future<number>, Future<number>, Future<number>];
      const raced = Promise.race([a, b]);
      const any = Promise.any([c, b]);
      const settled = Promise.allSettled([a, c]);
      a.setResult(1);
      c.setException(new RangeError('x'));
      b.setResult(2);
      equal([await raced, await any, await Promise.all([a, b])], [1, 2, [1, 2]]);
      equal(
        (await settled).map(({ status }) => status),
        ['fulfilled', 'rejected'],
      );
    },
  },
};
