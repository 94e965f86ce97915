import { CancelledError, DeadlockError, InvalidStateError, StateError, TimeoutError } from '../../errors.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejects, throws } from '../check.ts';
import type { Context } from '../context.ts';
import { inspect } from '../runtime.ts';
import { inState, make, STATES, type State } from './make.ts';

/** Those in which a getter is true. */
function where(t: Context, getter: 'cancelled' | 'done' | 'running', early: boolean): State[] {
  return STATES.filter((state) => inState(t, state, early)[getter]);
}

/** What a wait that may not wait gives: the class of its error, or its value. */
async function now(ask: () => unknown): Promise<unknown> {
  try {
    return await ask();
  } catch (error) {
    return (error as Error).constructor;
  }
}

export const states: CaseGroup = {
  title: 'a future',
  where: 'everywhere',
  cases: {
    'FUT-09 prints its state, and the type of its result or error': (t) => {
      const shown: Record<State, string> = {
        pending: 'Future(pending)',
        running: 'Future(running)',
        cancelled: 'Future(cancelled)',
        'cancelled and notified': 'Future(cancelled)',
        failed: 'Future(finished raised RangeError)',
        finished: 'Future(finished returned number)',
      };
      for (const early of [false, true]) {
        for (const state of STATES) {
          const future = inState(t, state, early);
          equal([String(future), inspect(future)], [shown[state], shown[state]], state);
        }
      }
      const list = make<unknown>(t);
      list.setResult([1]);
      equal(String(list), 'Future(finished returned Array)');
    },
    'FUT-11 is cancelled in the two cancelled states': (t) => {
      for (const early of [false, true])
        equal(where(t, 'cancelled', early), ['cancelled', 'cancelled and notified']);
    },
    'FUT-12 is done when it is cancelled, failed or finished': (t) => {
      for (const early of [false, true])
        equal(where(t, 'done', early), ['cancelled', 'cancelled and notified', 'failed', 'finished']);
    },
    'FUT-13 is running while it runs': (t) => {
      for (const early of [false, true]) equal(where(t, 'running', early), ['running']);
    },
    'FUT-14 FUT-17 gives its result or error without a wait, or says why not': async (t) => {
      const results: Record<State, unknown> = {
        pending: TimeoutError,
        running: TimeoutError,
        cancelled: CancelledError,
        'cancelled and notified': CancelledError,
        failed: RangeError,
        finished: 42,
      };
      const exceptions = { ...results, finished: undefined };
      for (const early of [false, true]) {
        for (const state of STATES) {
          const future = inState(t, state, early);
          const nowait = { timeout: 0 };
          equal(await now(() => future.result(nowait)), results[state], `result, ${state}`);
          equal(await now(() => future.resultSync(nowait)), results[state], `resultSync, ${state}`);
          if (state === 'failed') continue;
          equal(await now(() => future.exception(nowait)), exceptions[state], `exception, ${state}`);
          equal(await now(() => future.exceptionSync(nowait)), exceptions[state], `exceptionSync, ${state}`);
        }
        const failed = inState(t, 'failed', early);
        const error = await failed.exception();
        ok(error instanceof RangeError && error.message === 'planned', `it is ${inspect(error)}`);
        ok(failed.exceptionSync() === error, 'another error each time');
        ok(throws(RangeError, () => failed.resultSync()) === error, 'another error is thrown');
      }
    },
    'is cancelled before it has begun, and not after': (t) => {
      for (const early of [false, true]) {
        const cancels = STATES.filter((state) => inState(t, state, early).cancel());
        equal<readonly State[]>(cancels, ['pending', 'cancelled', 'cancelled and notified']);
        const finished = inState(t, 'finished', early);
        finished.cancel();
        equal([finished.cancelled, finished.resultSync()], [false, 42]);
      }
    },
    'FUT-22 begins when it is pending, does not when it is cancelled, and once': (t) => {
      for (const early of [false, true]) {
        for (const state of STATES) {
          const future = inState(t, state, early);
          if (state === 'pending') equal([future.setRunningOrNotifyCancel(), future.running], [true, true]);
          else if (state === 'cancelled') {
            equal([future.setRunningOrNotifyCancel(), future.running], [false, false]);
          }
          throws(StateError, () => future.setRunningOrNotifyCancel(), state);
        }
      }
    },
    'is settled once, and not when it is cancelled': (t) => {
      for (const early of [false, true]) {
        for (const state of STATES) {
          if (state === 'pending' || state === 'running') {
            const [one, other] = [inState(t, state, early), inState(t, state, early)];
            one.setResult(1);
            equal(one.resultSync(), 1);
            other.setException(new TypeError('x'));
            ok(other.exceptionSync() instanceof TypeError, state);
          } else {
            const future = inState(t, state, early);
            const before = String(future);
            includes(throws(InvalidStateError, () => future.setResult(1), state).message, before);
            throws(InvalidStateError, () => future.setException(new TypeError('x')), state);
            equal(String(future), before);
          }
        }
      }
    },
    'refuses a timeout that is negative or no number, done or not': async (t) => {
      for (const future of [inState(t, 'pending'), inState(t, 'finished')]) {
        for (const timeout of [-1, NaN, -Infinity]) {
          await rejects(RangeError, future.result({ timeout }));
          await rejects(RangeError, future.exception({ timeout }));
          throws(RangeError, () => future.resultSync({ timeout }));
          throws(RangeError, () => future.exceptionSync({ timeout }));
        }
        await rejects(TypeError, future.result({ timeout: '1' as never }));
        throws(TypeError, () => future.resultSync({ timeout: '1' as never }));
      }
    },
  },
};

export const alone: CaseGroup = {
  title: 'a future that nobody else knows',
  where: 'blocking',
  variant: 'own',
  cases: {
    'is not blocked on for ever': (t) => {
      for (const state of ['pending', 'running'] as const) {
        const future = inState(t, state);
        for (const options of [undefined, {}, { timeout: Infinity }]) {
          includes(throws(DeadlockError, () => future.resultSync(options)).message, 'await');
          throws(DeadlockError, () => future.exceptionSync(options));
        }
        throws(TimeoutError, () => future.resultSync({ timeout: 5 }));
      }
    },
    'gives the very object that it got': async (t) => {
      const [value, error] = [{ a: 1 }, new RangeError('x')];
      const [kept, failed] = [make<object>(t), make(t)];
      kept.setResult(value);
      failed.setException(error);
      ok((await kept) === value && kept.resultSync() === value, 'another value');
      ok(failed.exceptionSync() === error, 'another error');
    },
    'may have a result that could not travel': async (t) => {
      const future = make<() => number>(t);
      future.setResult(() => 3);
      equal((await future)(), 3);
    },
  },
};
