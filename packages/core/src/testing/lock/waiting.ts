import { TIMEOUT_MAX } from '../../threading/index.ts';
import {
  aMoment,
  board,
  DONE,
  elapsed,
  FREE,
  GO,
  GOT,
  lasted,
  mark,
  reaches,
  read,
  STARTED,
  until,
} from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok, rejection, rejects, throws } from '../check.ts';
import { lockTasks } from './lock.tasks.ts';

const notTimeouts = [-1, -0.001, -Infinity, NaN];
/** Accepted, however large; as a timer's delay each of them would be over at once. */
const huge = [2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53, TIMEOUT_MAX, Infinity];

export const timeouts: CaseGroup = {
  title: 'a timeout',
  where: 'everywhere',
  cases: {
    'is a RangeError when negative or NaN, on a free lock too': async (t) => {
      const lock = t.lock();
      for (const timeout of notTimeouts) {
        throws(RangeError, () => lock.acquireSync({ timeout }), `acquireSync ${timeout}`);
        throws(RangeError, () => lock.holdSync({ timeout }), `holdSync ${timeout}`);
        throws(RangeError, () => lock.runSync(() => 0, { timeout }), `runSync ${timeout}`);
        await rejects(RangeError, lock.acquire({ timeout }), `acquire ${timeout}`);
        await rejects(RangeError, lock.hold({ timeout }), `hold ${timeout}`);
        await rejects(
          RangeError,
          lock.run(() => 0, { timeout }),
          `run ${timeout}`,
        );
      }
      equal(lock.locked, false);
    },
    'is a TypeError when it is no number': async (t) => {
      const lock = t.lock();
      for (const timeout of ['5', {}, 5n] as never[]) {
        throws(TypeError, () => lock.acquireSync({ timeout }));
        await rejects(TypeError, lock.acquire({ timeout }));
      }
      equal(lock.locked, false);
    },
    'of 0 tries once': async (t) => {
      const lock = t.lock();
      lock.tryAcquire();
      equal(lock.acquireSync({ timeout: 0 }), false);
      equal(lock.acquireSync({ timeout: -0 }), false);
      equal(await lock.acquire({ timeout: 0 }), false);
      lock.release();
      equal(lock.locked, false);
    },
    'that is absent or undefined is no bound': async (t) => {
      const lock = t.lock();
      equal(await lock.acquire({ timeout: undefined, signal: undefined }), true);
      lock.release();
      equal(lock.acquireSync({ timeout: undefined }), true);
      const waiting = lock.acquire({ timeout: undefined });
      await aMoment();
      lock.release();
      equal(await waiting, true);
      lock.release();
    },
    'may be huge, and is then waited for': async (t) => {
      for (const timeout of huge) {
        const lock = t.lock();
        await lock.acquire();
        let settled = false;
        const waiting = lock.acquire({ timeout }).finally(() => (settled = true));
        await aMoment();
        equal(settled, false, `a timeout of ${timeout} was over at once`);
        lock.release();
        equal(await waiting, true);
        lock.release();
      }
    },
    'ends an asynchronous wait after about its time': async (t) => {
      const [lock, b] = [t.lock(), board()];
      t.start(lockTasks.keep, lock, b);
      await reaches(b, GOT, 1);
      lasted(await elapsed(async () => equal(await lock.acquire({ timeout: 300 }), false)), 300, 'acquire');
      equal(lock.locked, true);
      mark(b, GO);
      equal(await lock.acquire({ timeout: 20_000 }), true);
      lock.release();
    },
    'that passed leaves no trace: the lock goes to the next, or is free': async (t) => {
      const lock = t.lock();
      await lock.acquire();
      const late = lock.acquire({ timeout: 10 });
      const next = lock.acquire();
      equal(await late, false);
      lock.release();
      equal(await next, true);
      lock.release();
      await aMoment();
      equal(lock.locked, false);
    },
    'many at once each end in their own time': async (t) => {
      const lock = t.lock();
      await lock.acquire();
      const order: number[] = [];
      const waits = [120, 40, 80, 0, 160].map(async (timeout) => {
        equal(await lock.acquire({ timeout }), false);
        order.push(timeout);
      });
      await Promise.all(waits);
      equal(order, [0, 40, 80, 120, 160]);
      lock.release();
    },
    'is fixed once: wake-ups do not start it again': async (t) => {
      const [lock, b] = [t.lock(), board()];
      const greedy = t.start(lockTasks.greedy, lock, b);
      await reaches(b, GOT, 1);
      const took = await elapsed(async () => {
        if (await lock.acquire({ timeout: 200 })) lock.release();
      });
      ok(took < 2000, `it took ${took} ms`);
      mark(b, GO);
      await greedy.join();
    },
  },
};

export const timeoutsBlocking: CaseGroup = {
  title: 'a blocking timeout',
  where: 'blocking',
  cases: {
    'ends the wait after about its time': async (t) => {
      const [lock, b] = [t.lock(), board()];
      t.start(lockTasks.keep, lock, b);
      await reaches(b, GOT, 1);
      lasted(await elapsed(() => equal(lock.acquireSync({ timeout: 300 }), false)), 300, 'acquireSync');
      mark(b, GO);
      equal(lock.acquireSync({ timeout: 20_000 }), true);
      lock.release();
    },
    'may be huge, and is then waited for': async (t) => {
      for (const timeout of huge) {
        const [lock, b] = [t.lock(), board()];
        t.start(lockTasks.keep, lock, b);
        await reaches(b, GOT, 1);
        setTimeout(() => mark(b, GO), 1);
        await aMoment();
        equal(lock.acquireSync({ timeout }), true, `a timeout of ${timeout}`);
        lock.release();
      }
    },
    'is fixed once: wake-ups do not start it again': async (t) => {
      const [lock, b] = [t.lock(), board()];
      const greedy = t.start(lockTasks.greedy, lock, b);
      await reaches(b, GOT, 1);
      const took = await elapsed(() => {
        if (lock.acquireSync({ timeout: 200 })) lock.release();
      });
      ok(took < 2000, `it took ${took} ms`);
      mark(b, GO);
      await greedy.join();
    },
  },
};

export const signals: CaseGroup = {
  title: 'a signal',
  where: 'everywhere',
  cases: {
    'that is aborted already rejects with its reason and takes nothing, free or not': async (t) => {
      const lock = t.lock();
      for (const reason of [new Error('why'), 'a string', 42, { plain: true }]) {
        const signal = AbortSignal.abort(reason);
        equal(await rejection(lock.acquire({ signal })), reason);
        equal(await rejection(lock.hold({ signal })), reason);
        equal(await rejection(lock.run(() => 0, { signal })), reason);
        equal(lock.locked, false);
      }
      await lock.acquire();
      equal(await rejection(lock.acquire({ signal: AbortSignal.abort('x') })), 'x');
      equal(await rejection(lock.acquire({ timeout: 0, signal: AbortSignal.abort('x') })), 'x');
      lock.release();
    },
    'without a reason of its own rejects with the AbortError that the runtime makes': async (t) => {
      const [lock, controller] = [t.lock(), new AbortController()];
      await lock.acquire();
      const waiting = lock.acquire({ signal: controller.signal });
      controller.abort();
      const reason = await rejection(waiting);
      ok(reason === controller.signal.reason, 'not the very reason');
      equal((reason as Error).name, 'AbortError');
      lock.release();
    },
    'ends a wait, and leaves no trace: the lock goes to the next, or is free': async (t) => {
      const [lock, controller, reason] = [t.lock(), new AbortController(), new Error('enough')];
      await lock.acquire();
      const first = lock.acquire({ signal: controller.signal });
      const hold = lock.hold({ signal: controller.signal });
      const run = lock.run(() => ok(false, 'the body ran'), { signal: controller.signal });
      const next = lock.acquire();
      await aMoment();
      controller.abort(reason);
      for (const waiting of [first, hold, run])
        ok((await rejection(waiting)) === reason, 'not the very reason');
      lock.release();
      equal(await next, true);
      lock.release();
      await aMoment();
      equal(lock.locked, false);
    },
    'wakes nobody: who waits behind goes on waiting': async (t) => {
      const [lock, b, controller] = [t.lock(), board(), new AbortController()];
      await lock.acquire();
      const waiting = lock.acquire({ signal: controller.signal });
      t.start(lockTasks.pass, lock, b, 'acquire');
      t.start(lockTasks.pass, lock, b, 'acquireSync');
      await reaches(b, STARTED, 2);
      controller.abort('x');
      equal(await rejection(waiting), 'x');
      await aMoment();
      equal(read(b, GOT), 0);
      lock.release();
      await reaches(b, DONE, 2);
    },
    'that aborts after the wait was over changes nothing': async (t) => {
      const [lock, controller] = [t.lock(), new AbortController()];
      equal(await lock.acquire({ signal: controller.signal }), true);
      controller.abort();
      await aMoment();
      equal(lock.locked, true);
      lock.release();
      const second = new AbortController();
      await lock.acquire();
      const waiting = lock.acquire({ signal: second.signal, timeout: 10 });
      equal(await waiting, false);
      second.abort();
      lock.release();
      equal(lock.locked, false);
    },
    'that aborts in the moment of release gives the lock or the reason, never both': async (t) => {
      for (let i = 0; i < 100; i++) {
        const [lock, controller] = [t.lock(), new AbortController()];
        await lock.acquire();
        const waiting = lock.acquire({ signal: controller.signal });
        lock.release();
        controller.abort('x');
        const got = await waiting.catch((reason: unknown) => reason);
        if (got === true) lock.release();
        else equal(got, 'x');
        await until(() => !lock.locked, 'it is free again, because nobody has it');
      }
    },
    'and a timeout: the earlier of both ends the wait': async (t) => {
      const [lock, controller] = [t.lock(), new AbortController()];
      await lock.acquire();
      equal(await lock.acquire({ timeout: 10, signal: controller.signal }), false);
      const waiting = lock.acquire({ timeout: 20_000, signal: controller.signal });
      controller.abort('x');
      equal(await rejection(waiting), 'x');
      lock.release();
    },
  },
};

export const order: CaseGroup = {
  title: 'waiters',
  where: 'everywhere',
  cases: {
    'of both kinds and of several threads all get the lock': async (t) => {
      const [lock, b] = [t.lock(), board()];
      await lock.acquire();
      for (const form of ['acquire', 'acquireSync', 'hold', 'holdSync', 'run', 'runSync'] as const)
        t.start(lockTasks.pass, lock, b, form);
      const mine = lock.acquire().then(() => lock.release());
      await reaches(b, STARTED, 6);
      await aMoment();
      lock.release();
      await mine;
      await reaches(b, DONE, 6);
      equal(lock.locked, false);
    },
  },
};

export const fairOrder: CaseGroup = {
  title: 'waiters of a fair lock',
  where: 'everywhere',
  variant: 'fair',
  cases: {
    'get it in order of arrival, whichever thread they wait in': async (t) => {
      const [lock, b] = [t.lock(), board()];
      await lock.acquire();
      const mine: Promise<void>[] = [];
      for (let number = 0; number < 6; number++) {
        if (number % 3 === 2) {
          const waiting = lock.acquire();
          mark(b, STARTED);
          mine.push(
            waiting.then(() => {
              b[FREE + mark(b, GOT)] = number;
              lock.release();
            }),
          );
        } else t.start(lockTasks.queue, lock, b, number);
        await reaches(b, STARTED, number + 1);
      }
      lock.release();
      await Promise.all(mine);
      await reaches(b, GOT, 6);
      equal([...b.subarray(FREE, FREE + 6)], [0, 1, 2, 3, 4, 5]);
    },
    'go before whoever releases it and wants it back': async (t) => {
      const [lock, b] = [t.lock(), board()];
      await lock.acquire();
      t.start(lockTasks.queue, lock, b, 1);
      await reaches(b, STARTED, 1);
      lock.release();
      // The other may have had it and given it back by now, where this thread was held up.
      if (!lock.tryAcquire()) await lock.acquire();
      equal(read(b, GOT), 1, 'the one that released it took it past the one that waited');
      lock.release();
    },
    'are not starved by a thread that takes and gives without a pause': async (t) => {
      const [lock, b] = [t.lock(), board()];
      t.start(lockTasks.greedy, lock, b);
      await reaches(b, GOT, 1);
      for (let i = 0; i < 20; i++) await lock.run(() => 0);
      mark(b, GO);
    },
  },
};
