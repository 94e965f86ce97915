import {
  CancelledError,
  InvalidStateError,
  SerializationError,
  StateError,
  TimeoutError,
} from '../../errors.ts';
import { Future } from '../../futures/index.ts';
import { Queue, SimpleQueue } from '../../queue/index.ts';
import { Event, Lock } from '../../threading/index.ts';
import { aMoment, until } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejection, rejects, throws } from '../check.ts';
import { inState, make, share, STATES } from './make.ts';
import type { Ending } from './orders.tasks.ts';
import { ask, tell } from './other-thread.ts';

export const sharing: CaseGroup = {
  title: 'a future that another thread knows',
  where: 'everywhere',
  variant: 'shared',
  cases: {
    'is settled there, awaited and called back here': async (t) => {
      const [future, calls] = [make(t), [] as unknown[]];
      future.addDoneCallback((done) => void calls.push(done.resultSync()));
      const waits = [future.result(), future.then((value) => value), future.result({ timeout: 20_000 })];
      tell(future, 'result', 5, 5);
      equal(await Promise.all(waits), [5, 5, 5]);
      equal([calls, future.done, await future], [[5], true, 5]);
    },
    'is settled here, awaited and blocked on there': async (t) => {
      for (const what of ['await', 'block'] as const) {
        for (const state of ['finished', 'failed', 'cancelled'] as const) {
          const future = make(t);
          const answer = ask<Ending>(future, what);
          await aMoment();
          if (state === 'finished') future.setResult(5);
          else if (state === 'failed') future.setException(new RangeError('planned'));
          else future.cancel();
          const expected = {
            finished: { value: 5 },
            failed: { error: 'RangeError', message: 'planned' },
            cancelled: { error: 'CancelledError', message: 'The future was cancelled' },
          };
          equal<unknown>(await answer(), expected[state], `${what}, ${state}`);
        }
      }
    },
    'is in the same state there as here, whenever it was sent': async (t) => {
      for (const early of [false, true]) {
        for (const state of STATES) {
          const future = inState(t, state, early);
          const { done, running, cancelled } = future;
          equal(await ask(future, 'state')(), [done, running, cancelled, String(future)], state);
        }
      }
    },
    'begins and ends there, which its state says here without a wait': async (t) => {
      const future = make(t);
      equal([future.running, future.done], [false, false]);
      equal(await ask(future, 'begin')(), true);
      equal([future.running, future.done, String(future)], [true, false, 'Future(running)']);
      equal(future.cancel(), false);
      throws(StateError, () => future.setRunningOrNotifyCancel());
      tell(future, 'error', new TypeError('planned'));
      await until(() => future.done, 'it has ended');
      equal([future.running, String(future)], [false, 'Future(finished raised TypeError)']);
      ok(future.exceptionSync() instanceof TypeError, 'it has no error');
    },
    'is cancelled there, which ends the waits here': async (t) => {
      const future = make(t);
      const [waiting, calls] = [future.result(), [] as boolean[]];
      const settled = rejects(CancelledError, waiting);
      future.addDoneCallback(({ cancelled }) => void calls.push(cancelled));
      equal(await ask(future, 'cancel')(), true);
      await settled;
      equal([calls, future.cancel(), future.setRunningOrNotifyCancel()], [[true], true, false]);
      equal(await ask(future, 'cancel')(), true);
    },
    'is not settled twice': async (t) => {
      const future = make(t);
      tell(future, 'result', 1);
      equal(await future, 1);
      throws(InvalidStateError, () => future.setResult(2));
      equal((await ask<{ error: string }>(future, 'result', 3)()).error, 'InvalidStateError');
      equal([await future, future.resultSync()], [1, 1]);
    },
    'brings an error with its class, cause, fields and stack': async (t) => {
      const [near, far] = [make(t), make(t)];
      const error = Object.assign(new RangeError('far', { cause: new TypeError('near') }), { n: [1n] });
      tell(far, 'error', error);
      const got = (await far.exception()) as RangeError & { n: bigint[]; remoteStack: string };
      ok(got instanceof RangeError && got.cause instanceof TypeError, 'its class');
      equal([got.message, (got.cause as Error).message, got.n], ['far', 'near', [1n]]);
      includes(got.remoteStack, 'sharing');
      near.setException(error);
      const seen = await ask<Ending>(near, 'exception')();
      equal<unknown>(seen, { error: 'RangeError', message: 'far' });
    },
    'may have primitives in its result, which are the same': async (t) => {
      const [future, lock, event] = [make<unknown>(t), new Lock(), new Event()];
      tell(future, 'result', { lock, more: new Map([['events', [event]]]) });
      const { lock: again, more } = (await future) as { lock: Lock; more: Map<string, Event[]> };
      ok(again === lock && more.get('events')?.[0] === event, 'others arrived');
    },
    'may be the result of another, and travels as what it is': async (t) => {
      const [inner, outer] = [make(t), make<unknown>(t)];
      tell(outer, 'result', [inner]);
      const [again] = (await outer) as Future<number>[];
      ok(again === inner, 'another future');
      const asked = ask<Ending>(inner, 'block');
      inner.setResult(5);
      equal<unknown>(await asked(), { value: 5 });
    },
    'is settled before anybody takes it from a queue': async () => {
      const queue = new Queue<Future<string>>();
      const future = new Future<string>();
      queue.putNowait(future);
      future.setResult('late');
      ok(queue.getNowait() === future, 'another future');
      const other = new Future<string>();
      other.setResult('early');
      queue.putNowait(other);
      equal(await queue.getNowait(), 'early');
    },
    'refuses a result that cannot travel, and stays as it was': async (t) => {
      const future = make<unknown>(t);
      const error = throws(SerializationError, () => future.setResult({ a: [() => 0] }));
      equal([error.path, future.done], ['result.a[0]', false]);
      future.setResult(1);
      equal(await future, 1);
    },
    'is not sent with a result that cannot travel': () => {
      const future = new Future<unknown>();
      future.setResult({ f: () => 0 });
      const queue = new SimpleQueue<unknown>();
      equal(throws(SerializationError, () => queue.putNowait([future])).path, 'item[0]');
      equal([queue.size, typeof (future.resultSync() as { f: unknown }).f], [0, 'function']);
    },
    'is not waited for longer than the timeout or the signal says, and then gives others their due': async (
      t,
    ) => {
      const [future, controller, reason] = [make(t), new AbortController(), new Error('why')];
      const waiting = future.result({ signal: controller.signal });
      await rejects(TimeoutError, future.result({ timeout: 20 }));
      controller.abort(reason);
      ok((await rejection(waiting)) === reason, 'not the very reason');
      const last = future.result();
      tell(future, 'result', 7);
      equal(await last, 7);
    },
    'is one wrapper here, however often it arrives': (t) => {
      const future = make(t);
      for (let time = 0; time < 3; time += 1) ok(share(future) === future, 'another wrapper');
    },
  },
};

export const blocking: CaseGroup = {
  title: 'a thread that blocks on a future',
  where: 'blocking',
  variant: 'shared',
  cases: {
    'gets the result that another thread sets': (t) => {
      const future = make(t);
      tell(future, 'result', 5, 20);
      equal([future.resultSync(), future.resultSync({ timeout: 0 })], [5, 5]);
    },
    'FUT-16 gets CancelledError when another thread cancels': (t) => {
      const future = make(t);
      tell(future, 'cancel', undefined, 20);
      throws(CancelledError, () => future.resultSync({ timeout: 20_000 }));
      throws(CancelledError, () => future.exceptionSync());
    },
    'FUT-18 gets the error that another thread sets': (t) => {
      const future = make(t);
      tell(future, 'error', new RangeError('planned'), 20);
      const error = future.exceptionSync({ timeout: 20_000 });
      ok(error instanceof RangeError && error.message === 'planned', 'another error');
      ok(throws(RangeError, () => future.resultSync()) === error, 'another error is thrown');
    },
    'has its callbacks called there and then': (t) => {
      const [future, calls] = [make(t), [] as unknown[]];
      future.addDoneCallback((done) => void calls.push(done.resultSync()));
      tell(future, 'result', 5, 10);
      equal([future.resultSync(), calls], [5, [5]]);
    },
    'goes on at the timeout, and may block again': (t) => {
      const future = make(t);
      throws(TimeoutError, () => future.resultSync({ timeout: 20 }));
      tell(future, 'result', 5, 20);
      throws(TimeoutError, () => future.exceptionSync({ timeout: 1 }));
      equal(future.resultSync(), 5);
    },
    'does so a thousand times in a row': (t) => {
      for (let turn = 0; turn < 1000; turn += 1) {
        const future = make(t);
        tell(future, 'result', turn);
        equal(future.resultSync(), turn);
      }
    },
  },
};
