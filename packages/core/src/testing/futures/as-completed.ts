import { TimeoutError } from '../../errors.ts';
import { asCompleted, asCompletedSync, type Future, type Settled } from '../../futures/index.ts';
import { sleep, until } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejection, rejects, throws } from '../check.ts';
import { collectGarbage } from '../runtime.ts';
import { inState, make, several } from './make.ts';
import { tell } from './other-thread.ts';

type All = readonly Future<number>[];

/** Where in `all` a future is, and how it ended. */
function told(all: All, { future, ...outcome }: Settled<Future<number>>): unknown[] {
  const how = 'value' in outcome ? outcome.value : (outcome.reason as Error).name;
  return [all.indexOf(future), outcome.status, how];
}

async function collect(all: All, iterator: AsyncIterable<Settled<Future<number>>>): Promise<unknown[][]> {
  const seen: unknown[][] = [];
  for await (const settled of iterator) seen.push(told(all, settled));
  return seen;
}

export const completions: CaseGroup = {
  title: 'asCompleted',
  where: 'everywhere',
  cases: {
    'ASC-01 gives all once, those that have ended first': async (t) => {
      const all = [
        inState(t, 'running'),
        inState(t, 'pending'),
        inState(t, 'cancelled and notified'),
        inState(t, 'failed'),
        inState(t, 'finished'),
      ];
      const iterator = asCompleted([...all, ...all]);
      const seen: unknown[][] = [];
      for (let count = 0; count < 3; count += 1) seen.push(told(all, (await iterator.next()).value));
      equal(seen, [
        [2, 'rejected', 'CancelledError'],
        [3, 'rejected', 'RangeError'],
        [4, 'fulfilled', 42],
      ]);
      const next = iterator.next();
      all[1]!.setResult(1);
      all[0]!.setException(new TypeError('x'));
      equal(told(all, (await next).value), [1, 'fulfilled', 1]);
      equal(await collect(all, iterator), [[0, 'rejected', 'TypeError']]);
      equal(await iterator.next(), { done: true, value: undefined });
    },
    'gives them in the order in which they end': async (t) => {
      const all = several(t, 4);
      const seen = collect(all, asCompleted(all));
      for (const index of [2, 0, 3, 1]) {
        all[index]!.setResult(index);
        await sleep(0);
      }
      equal(
        await seen,
        [2, 0, 3, 1].map((index) => [index, 'fulfilled', index]),
      );
    },
    'WAIT-10 of nothing gives nothing': async () => {
      equal(await collect([], asCompleted([])), []);
      equal([...asCompletedSync([])], []);
    },
    'gives one that is cancelled when nobody will begin it': async (t) => {
      const all = [inState(t, 'cancelled')];
      await rejects(TimeoutError, asCompleted(all, { timeout: 0 }).next());
      const next = asCompleted(all).next();
      all[0]!.setRunningOrNotifyCancel();
      equal(told(all, (await next).value), [0, 'rejected', 'CancelledError']);
    },
    'ASC-05 says at the timeout how many are unfinished, and has ended': async (t) => {
      const all = [
        inState(t, 'finished'),
        inState(t, 'pending'),
        inState(t, 'failed'),
        inState(t, 'running'),
      ];
      for (const timeout of [0, 20]) {
        const iterator = asCompleted(all, { timeout });
        equal([(await iterator.next()).done, (await iterator.next()).done], [false, false]);
        includes((await rejects(TimeoutError, iterator.next())).message, '2 of 4 futures unfinished');
        equal(await iterator.next(), { done: true, value: undefined });
        const loop = asCompletedSync(all, { timeout: 0 });
        equal([loop.next().done, loop.next().done], [false, false]);
        includes(throws(TimeoutError, () => loop.next()).message, '2 of 4 futures unfinished');
        equal(loop.next(), { done: true, value: undefined });
      }
    },
    'counts the timeout from its call': async (t) => {
      const all = several(t, 2);
      const iterator = asCompleted(all, { timeout: 50 });
      all[0]!.setResult(0);
      await sleep(60);
      equal((await iterator.next()).done, false);
      await rejects(TimeoutError, iterator.next());
    },
    'may be left, by break and by return, also while it waits': async (t) => {
      const all = several(t, 3);
      all[0]!.setResult(0);
      for await (const { future } of asCompleted(all)) {
        ok(future === all[0], 'another future');
        break;
      }
      const iterator = asCompleted(all);
      await iterator.next();
      const waits = [iterator.next(), iterator.next()];
      const end = { done: true, value: undefined } as const;
      equal(await iterator.return?.(), end);
      equal(await Promise.all(waits), [end, end]);
      all[1]!.setResult(1);
      equal(await iterator.next(), end);
      equal(all[2]!.done, false);
    },
    'answers several calls of next in their order': async (t) => {
      const all = several(t, 3);
      const iterator = asCompleted(all);
      const nexts = Array.from({ length: 4 }, () => iterator.next());
      for (const index of [1, 2, 0]) all[index]!.setResult(index);
      const answers = await Promise.all(nexts);
      equal(
        answers.map(({ done, value }) =>
          done === true ? 'done' : all.indexOf((value as Settled<Future<number>>).future),
        ),
        [1, 2, 0, 'done'],
      );
    },
    'rejects with the reason of the signal, once': async (t) => {
      const [all, controller, reason] = [several(t, 2), new AbortController(), new Error('why')];
      const iterator = asCompleted(all, { signal: controller.signal });
      const nexts = [iterator.next(), iterator.next()];
      const settled = Promise.allSettled(nexts);
      controller.abort(reason);
      const [first, second] = await settled;
      ok(first?.status === 'rejected' && first.reason === reason, 'not the very reason');
      equal(second, { status: 'fulfilled', value: { done: true, value: undefined } });
      const late = asCompleted(all, { signal: controller.signal });
      ok((await rejection(late.next())) === reason, 'not the very reason');
      equal(await late.next(), { done: true, value: undefined });
    },
    'ASC-04 drops its reference to a future once it has given it': async (t) => {
      const all = several(t, 6);
      for (const future of all) future.setResult(0);
      const iterator = asCompleted(all.splice(0));
      const loop = asCompletedSync(several(t, 0));
      const refs: WeakRef<object>[] = [];
      for (let count = 0; count < 5; count += 1)
        refs.push(new WeakRef<object>(((await iterator.next()).value as Settled<Future<number>>).future));
      // What looks like a reference on its stack keeps some of them in JavaScriptCore.
      await until(() => {
        collectGarbage();
        return refs.some((ref) => ref.deref() === undefined);
      }, 'one of them is collected');
      equal(
        [(await iterator.next()).done, (await iterator.next()).done, loop.next().done],
        [false, true, true],
      );
    },
    'refuses what is no future': (t) => {
      for (const wrong of [undefined, 5, [5], [Promise.resolve()]]) {
        throws(TypeError, () => asCompleted(wrong as never));
        throws(TypeError, () => asCompletedSync(wrong as never));
      }
      throws(RangeError, () => asCompleted([make(t)], { timeout: -1 }));
      throws(RangeError, () => asCompletedSync([make(t)], { timeout: NaN }));
    },
    'asCompletedSync gives the futures themselves': (t) => {
      const all = [inState(t, 'failed'), inState(t, 'pending'), inState(t, 'finished')];
      const seen: Future<number>[] = [];
      for (const future of asCompletedSync([...all, ...all])) {
        seen.push(future);
        if (seen.length === 2) break;
      }
      ok(seen[0] === all[0] && seen[1] === all[2], 'others');
    },
  },
};

export const blockingCompletions: CaseGroup = {
  title: 'asCompletedSync',
  where: 'blocking',
  variant: 'shared',
  cases: {
    'gives them as other threads end them': (t) => {
      const all = several(t, 3);
      const loop = asCompletedSync(all);
      // Each is ended when the one before was seen, for this thread may be late.
      for (const index of [2, 0, 1]) {
        tell(all[index]!, 'result', index, 5);
        const { value } = loop.next();
        equal([all.indexOf(value!), value!.resultSync()], [index, index]);
      }
      equal(loop.next().done, true);
    },
    'ASC-05 says at the timeout how many are unfinished': (t) => {
      const all = several(t, 3);
      tell(all[1]!, 'result', 1);
      all[1]!.resultSync();
      const loop = asCompletedSync(all, { timeout: 20 });
      ok(loop.next().value === all[1], 'another future');
      includes(throws(TimeoutError, () => loop.next()).message, '2 of 3 futures unfinished');
    },
  },
};
