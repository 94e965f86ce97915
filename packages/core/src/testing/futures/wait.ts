import { DeadlockError } from '../../errors.ts';
import { Future, wait, waitSync, type WaitAll } from '../../futures/index.ts';
import { elapsed, lasted } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejection, rejects, throws } from '../check.ts';
import { inState, make, several } from './make.ts';
import { tell } from './other-thread.ts';

type Futures = readonly Future<number>[];

/** The places in `all` of those done and of those that are not. */
function places(
  all: Futures,
  { done, notDone }: Awaited<ReturnType<typeof wait<Future<number>>>>,
): number[][] {
  return [[...done], [...notDone]].map((some) => some.map((future) => all.indexOf(future)));
}

/** What both forms give when they need not wait. */
async function now(all: Futures, options?: WaitAll): Promise<number[][]> {
  const here = places(
    all,
    waitSync(all, { returnWhen: options?.returnWhen, timeout: options?.timeout } as never),
  );
  equal(places(all, await wait(all, options)), here, 'the asynchronous form');
  return here;
}

const FIRST_COMPLETED = { returnWhen: 'FIRST_COMPLETED' } as const;
const FIRST_EXCEPTION = { returnWhen: 'FIRST_EXCEPTION' } as const;

export const waits: CaseGroup = {
  title: 'wait',
  where: 'everywhere',
  cases: {
    'WAIT-03 FIRST_COMPLETED gives at once what has ended, and exactly that': async (t) => {
      const all = [
        inState(t, 'pending'),
        inState(t, 'finished'),
        inState(t, 'running'),
        inState(t, 'cancelled and notified'),
        inState(t, 'failed'),
        inState(t, 'cancelled'),
      ];
      equal(await now(all, FIRST_COMPLETED), [
        [1, 3, 4],
        [0, 2, 5],
      ]);
    },
    'FIRST_COMPLETED waits for one': async (t) => {
      const all = several(t, 3);
      const waiting = wait(all, FIRST_COMPLETED);
      all[1]!.setResult(1);
      equal(places(all, await waiting), [[1], [0, 2]]);
    },
    'WAIT-04 FIRST_EXCEPTION waits until one has failed': async (t) => {
      const all = several(t, 3);
      const waiting = wait(all, FIRST_EXCEPTION);
      let over = false;
      void waiting.then(() => (over = true));
      all[2]!.setResult(1);
      await Promise.resolve();
      equal(over, false, 'over when one has a result');
      all[0]!.setException(new RangeError('x'));
      equal(places(all, await waiting), [[0, 2], [1]]);
    },
    'WAIT-05 FIRST_EXCEPTION is not over for what has a result or is cancelled, and one that is only cancelled is not done':
      async (t) => {
        const all = [
          inState(t, 'finished'),
          inState(t, 'cancelled and notified'),
          inState(t, 'cancelled'),
          make(t),
        ];
        equal(await now(all, { ...FIRST_EXCEPTION, timeout: 0 }), [
          [0, 1],
          [2, 3],
        ]);
        const waiting = wait(all, FIRST_EXCEPTION);
        all[3]!.setException(new RangeError('x'));
        equal(places(all, await waiting), [[0, 1, 3], [2]]);
        equal(await now(all, FIRST_EXCEPTION), [[0, 1, 3], [2]]);
      },
    'FIRST_EXCEPTION waits for all when none fails': async (t) => {
      const all = several(t, 3);
      const waiting = wait(all, FIRST_EXCEPTION);
      all[0]!.setResult(0);
      all[1]!.cancel();
      all[1]!.setRunningOrNotifyCancel();
      all[2]!.setResult(2);
      equal(places(all, await waiting), [[0, 1, 2], []]);
    },
    'WAIT-07 ALL_COMPLETED waits for all, however they end': async (t) => {
      const all = [
        inState(t, 'finished'),
        inState(t, 'failed'),
        inState(t, 'cancelled and notified'),
        ...several(t, 3),
      ];
      for (const returnWhen of [undefined, 'ALL_COMPLETED'] as const) {
        const options = returnWhen === undefined ? undefined : { returnWhen };
        const waiting = wait(all, options);
        if (returnWhen === undefined) {
          all[3]!.setException(new RangeError('x'));
          all[4]!.cancel();
          all[4]!.setRunningOrNotifyCancel();
          all[5]!.setResult(5);
        }
        equal(places(all, await waiting), [[0, 1, 2, 3, 4, 5], []]);
        equal(places(all, waitSync(all)), [[0, 1, 2, 3, 4, 5], []]);
      }
    },
    'is over when whoever was to begin a cancelled one knows': async (t) => {
      const all = [inState(t, 'cancelled'), inState(t, 'pending')];
      const waiting = wait(all);
      all[1]!.cancel();
      all[1]!.setRunningOrNotifyCancel();
      equal(await now(all, { timeout: 0 }), [[1], [0]]);
      all[0]!.setRunningOrNotifyCancel();
      equal(places(all, await waiting), [[0, 1], []]);
    },
    'WAIT-10 of nothing gives two empty sets at once': async () => {
      for (const returnWhen of ['FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED'] as const)
        equal(await now([], { returnWhen }), [[], []]);
    },
    'takes any iterable, and a future that is in there twice once': async (t) => {
      const [a, b] = [inState(t, 'finished'), inState(t, 'failed')];
      function* twice(): Generator<Future<number>> {
        yield* [a, b, a];
      }
      equal((await wait(twice())).done.size, 2);
      equal((await wait(new Set([a]))).done.has(a), true);
      equal(waitSync(twice()).done.size, 2);
    },
    'gives at the timeout what has ended by then': async (t) => {
      const all = several(t, 3);
      const started = performance.now();
      const waiting = wait(all, { timeout: 200 });
      all[1]!.setResult(1);
      equal(places(all, await waiting), [[1], [0, 2]]);
      lasted(performance.now() - started, 200, 'wait');
      equal(await now(all, { timeout: 0 }), [[1], [0, 2]]);
      await rejects(RangeError, wait(all, { timeout: -1 }));
      throws(RangeError, () => waitSync(all, { timeout: NaN }));
    },
    'rejects with the reason of the signal, and the next wait gets all': async (t) => {
      const [all, controller, reason] = [several(t, 3), new AbortController(), new Error('why')];
      const { signal } = controller;
      const waiting = wait(all, { signal });
      all[0]!.setResult(0);
      controller.abort(reason);
      ok((await rejection(waiting)) === reason, 'not the very reason');
      ok((await rejection(wait(all, { signal }))) === reason, 'not the very reason');
      const next = wait(all);
      all[1]!.setResult(1);
      all[2]!.setResult(2);
      equal(places(all, await next), [[0, 1, 2], []]);
    },
    'WAIT-09 loses no end of a hundred at the same moment': async (t) => {
      for (let round = 0; round < 20; round += 1) {
        const all = several(t, 100);
        if (t.place.variant === 'own') {
          const waiting = wait(all);
          for (const future of all) future.setResult(round);
          equal((await waiting).done.size, 100);
          continue;
        }
        for (const future of all) tell(future, 'result', round);
        if (round % 2 === 1 && t.place.mayBlock) equal(waitSync(all).done.size, 100);
        else equal((await wait(all)).done.size, 100);
      }
    },
    'refuses what is no future, and a condition that there is not': async (t) => {
      for (const wrong of [undefined, null, 5, [5], [Promise.resolve()], [null]]) {
        await rejects(TypeError, wait(wrong as never));
        throws(TypeError, () => waitSync(wrong as never));
      }
      for (const returnWhen of ['SOME', '', null, 3]) {
        const error = await rejects(RangeError, wait([make(t)], { returnWhen: returnWhen as never }));
        includes(error.message, 'FIRST_COMPLETED', 'ALL_COMPLETED');
        throws(RangeError, () => waitSync([], { returnWhen: returnWhen as never }));
      }
    },
  },
};

export const blockingWaits: CaseGroup = {
  title: 'waitSync',
  where: 'blocking',
  variant: 'shared',
  cases: {
    'waits for one, for a failure, or for all that other threads end': (t) => {
      const all = several(t, 4);
      tell(all[2]!, 'result', 2, 10);
      equal(places(all, waitSync(all, FIRST_COMPLETED)), [[2], [0, 1, 3]]);
      tell(all[0]!, 'result', 0, 5);
      tell(all[3]!, 'error', new RangeError('x'), 5);
      equal(places(all, waitSync(all, FIRST_EXCEPTION)), [[0, 2, 3], [1]]);
      tell(all[1]!, 'cancel', undefined, 5);
      tell(all[1]!, 'begin', undefined, 5);
      equal(places(all, waitSync(all)), [[0, 1, 2, 3], []]);
    },
    'hears that nobody will begin what was cancelled here': (t) => {
      const future = make(t);
      future.cancel();
      tell(future, 'begin', undefined, 20);
      equal(waitSync([future]).done.size, 1);
    },
    'gives at the timeout what has ended by then': async (t) => {
      const all = several(t, 2);
      tell(all[1]!, 'result', 1);
      waitSync([all[1]!]);
      await elapsed(() => equal(places(all, waitSync(all, { timeout: 20 })), [[1], [0]]));
      tell(all[0]!, 'result', 0, 5);
      equal(places(all, waitSync(all, { timeout: 20_000 })), [[0, 1], []]);
    },
    'waits for those of other threads, and not for ever for what only it could end': (t) => {
      const [own, shared] = [new Future<number>(), make(t)];
      tell(shared, 'result', 1, 5);
      equal(places([own, shared], waitSync([own, shared], FIRST_COMPLETED)), [[1], [0]]);
      throws(DeadlockError, () => waitSync([own, shared]));
      equal(places([own, shared], waitSync([own, shared], { timeout: 5 })), [[1], [0]]);
    },
    'is told of what a callback ends meanwhile': (t) => {
      const [own, shared] = [new Future<number>(), make(t)];
      shared.addDoneCallback(() => own.setResult(2));
      tell(shared, 'result', 1, 5);
      equal(places([own, shared], waitSync([own, shared])), [[0, 1], []]);
    },
  },
};
