import { TimeoutError } from '../../errors.ts';
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
} from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok, rejection, rejects, throws } from '../check.ts';
import { make } from './make.ts';
import { type Form, semaphoreTasks } from './semaphore.tasks.ts';

class Oops extends Error {}

function fail(): never {
  throw new Oops('oops');
}

const forms: readonly Form[] = ['acquire', 'acquireSync', 'hold', 'holdSync', 'run'];

export const scopes: CaseGroup = {
  title: 'a scope',
  where: 'everywhere',
  cases: {
    'SEMB-10 nests twice on two, and gives both back when its body throws': async (t) => {
      const semaphore = make(t, 2);
      await rejects(
        Oops,
        (async () => {
          using outer = await semaphore.hold();
          using inner = semaphore.holdSync();
          equal([outer.held, inner.held, semaphore.tryAcquire(), semaphore.value], [true, true, false, 0]);
          fail();
        })(),
      );
      equal(semaphore.value, 2);
      const inside = await semaphore.run(() => semaphore.run(async () => semaphore.tryAcquire()));
      equal([inside, semaphore.value], [false, 2]);
      await rejects(Oops, semaphore.run(fail));
      await rejects(
        Oops,
        semaphore.run(async () => semaphore.run(fail)),
      );
      equal(semaphore.value, 2);
    },
    'is released twice without harm': async (t) => {
      const semaphore = make(t, 1);
      for (const hold of [() => semaphore.hold(), () => semaphore.holdSync()]) {
        const guard = await hold();
        equal([guard.held, semaphore.value], [true, 0]);
        for (let i = 0; i < 2; i++) guard.release();
        guard[Symbol.dispose]();
        equal([guard.held, semaphore.value], [false, 1]);
      }
    },
    'ends with TimeoutError when it is not entered in time': async (t) => {
      const semaphore = make(t, 1);
      await semaphore.acquire();
      let entered = false;
      await rejects(TimeoutError, semaphore.hold({ timeout: 0 }));
      await rejects(
        TimeoutError,
        semaphore.run(() => (entered = true), { timeout: 20 }),
      );
      throws(TimeoutError, () => semaphore.holdSync({ timeout: 0 }));
      equal([entered, semaphore.value], [false, 0]);
    },
  },
};

export const timeouts: CaseGroup = {
  title: 'a timeout',
  where: 'everywhere',
  cases: {
    'SEMB-08 is refused a negative timeout, and gives false after about its time': async (t) => {
      const semaphore = make(t, 2);
      equal(await semaphore.acquire({ timeout: 100 }), true);
      equal(semaphore.acquireSync({ timeout: 100 }), true);
      equal(await semaphore.acquire({ timeout: 20 }), false);
      semaphore.release();
      equal(await semaphore.acquire({ timeout: 20 }), true);
      lasted(
        await elapsed(async () => equal(await semaphore.acquire({ timeout: 300 }), false)),
        500,
        'acquire',
      );
      for (let i = 0; i < 2; i++) {
        for (const timeout of [-1, NaN]) {
          throws(RangeError, () => semaphore.acquireSync({ timeout }));
          throws(RangeError, () => semaphore.holdSync({ timeout }));
          await rejects(RangeError, semaphore.acquire({ timeout }));
          await rejects(RangeError, semaphore.hold({ timeout }));
        }
        await rejects(TypeError, semaphore.acquire({ timeout: '5' as never }));
        semaphore.release();
      }
      equal(semaphore.value, 2);
    },
  },
};

/** What both classes do by the same code is asked of one. */
export const waiting: CaseGroup = {
  title: 'a wait for a permit',
  where: 'everywhere',
  variant: 'Semaphore',
  cases: {
    'may have a huge timeout, and then waits': async (t) => {
      for (const timeout of [2 ** 31, TIMEOUT_MAX, Infinity]) {
        const semaphore = make(t, 1);
        await semaphore.acquire();
        let settled = false;
        const waiting = semaphore.acquire({ timeout }).finally(() => (settled = true));
        await aMoment();
        equal(settled, false, `a timeout of ${timeout} was over at once`);
        semaphore.release();
        equal(await waiting, true);
      }
    },
    'ends when a permit is given back, in every form and whichever thread gives it': async (t) => {
      const [semaphore, b] = [make(t, 5), board()];
      for (let i = 0; i < 5; i++) semaphore.tryAcquire();
      for (const form of forms) t.start(semaphoreTasks.pass, semaphore, b, form);
      await reaches(b, STARTED, 5);
      await aMoment();
      equal(read(b, GOT), 0);
      semaphore.release();
      await reaches(b, GOT, 1);
      await aMoment();
      equal(read(b, GOT), 1, 'one permit let more than one through');
      semaphore.release(4);
      await reaches(b, GOT, 5);
      mark(b, GO);
      await reaches(b, DONE, 5);
      equal(semaphore.value, 5);
    },
    'ends for as many flows of this thread as permits are given back': async (t) => {
      const semaphore = make(t, 10);
      for (let i = 0; i < 10; i++) semaphore.tryAcquire();
      let passed = 0;
      const flows = Array.from({ length: 10 }, () => semaphore.acquire().then(() => passed++));
      semaphore.release(4);
      await aMoment();
      equal(passed, 4);
      semaphore.release(6);
      await Promise.all(flows);
      equal([passed, semaphore.value], [10, 0]);
    },
    'lets no more in than there are permits': async (t) => {
      const [semaphore, b] = [make(t, 2), board()];
      const threads = [true, true, false, false].map((blocks) =>
        t.start(semaphoreTasks.crowd, semaphore, b, 2, 300, blocks),
      );
      for (const thread of threads) await thread.join();
      equal([semaphore.value, read(b, FREE)], [2, 0]);
    },
    'loses no wake-up in two hundred rounds of ping-pong': async (t) => {
      for (const blocks of [true, false]) {
        const [ping, pong] = [make(t, 1, 'ping'), make(t, 1, 'pong')];
        ping.tryAcquire();
        pong.tryAcquire();
        t.start(semaphoreTasks.pong, ping, pong, 200, blocks);
        for (let i = 0; i < 200; i++) {
          ping.release();
          ok(await pong.acquire({ timeout: 20_000 }), `no pong ${i}`);
        }
      }
    },
    'with a signal that is aborted already rejects with its reason, and takes nothing': async (t) => {
      const semaphore = make(t, 1);
      for (const reason of [new Error('why'), 'a string', 0]) {
        const signal = AbortSignal.abort(reason);
        ok((await rejection(semaphore.acquire({ signal }))) === reason, 'not the very reason');
        ok((await rejection(semaphore.hold({ signal }))) === reason, 'not the very reason');
      }
      equal(semaphore.value, 1);
    },
    'that is aborted or timed out takes no permit from who still waits': async (t) => {
      const [semaphore, controller] = [make(t, 2), new AbortController()];
      semaphore.tryAcquire();
      semaphore.tryAcquire();
      const aborted = semaphore.acquire({ signal: controller.signal });
      const timedOut = semaphore.acquire({ timeout: 1 });
      const [first, second] = [semaphore.acquire(), semaphore.acquire()];
      equal(await timedOut, false);
      // The permit and the abort come in one turn: the aborted one is gone, so the permit is for the next.
      controller.abort('x');
      semaphore.release();
      equal(await rejection(aborted), 'x');
      equal(await first, true);
      semaphore.release();
      equal([await second, semaphore.value], [true, 0]);
    },
    'that ends at the very moment of a release has the permit, or leaves it there': async (t) => {
      const [semaphore, controller] = [make(t, 1), new AbortController()];
      semaphore.tryAcquire();
      const waiting = semaphore.acquire({ signal: controller.signal });
      semaphore.release();
      controller.abort('x');
      const outcome = await waiting.catch((reason: unknown) => reason);
      equal([outcome, semaphore.value], outcome === true ? [true, 0] : ['x', 1]);
    },
    'is over before its signal aborts': async (t) => {
      const [semaphore, controller] = [make(t, 1), new AbortController()];
      equal(await semaphore.acquire({ signal: controller.signal }), true);
      controller.abort();
      await aMoment();
      equal(semaphore.value, 0);
    },
  },
};

export const waitingBlocking: CaseGroup = {
  title: 'a blocking wait for a permit',
  where: 'blocking',
  variant: 'Semaphore',
  cases: {
    'SEMB-08 gives false after about its time, and true when a permit comes': async (t) => {
      const [semaphore, b] = [make(t, 1), board()];
      semaphore.tryAcquire();
      lasted(await elapsed(() => equal(semaphore.acquireSync({ timeout: 300 }), false)), 300, 'acquireSync');
      throws(TimeoutError, () => semaphore.holdSync({ timeout: 20 }));
      t.start(semaphoreTasks.giveBack, semaphore, b, 1);
      mark(b, GO);
      equal(semaphore.acquireSync({ timeout: TIMEOUT_MAX }), true);
      equal(semaphore.value, 0);
    },
    'is no deadlock for the thread that holds all permits: another may give one': async (t) => {
      const [semaphore, b] = [make(t, 1), board()];
      const guard = semaphore.holdSync();
      t.start(semaphoreTasks.giveBack, semaphore, b, 1);
      mark(b, GO);
      equal(semaphore.acquireSync(), true);
      guard.release();
      equal(semaphore.value, 1);
    },
    'loses no wake-up in a thousand rounds of ping-pong': (t) => {
      const [ping, pong] = [make(t, 1, 'ping'), make(t, 1, 'pong')];
      ping.tryAcquire();
      pong.tryAcquire();
      const thread = t.start(semaphoreTasks.pong, ping, pong, 1000, true);
      for (let i = 0; i < 1000; i++) {
        ping.release();
        ok(pong.acquireSync({ timeout: 20_000 }), `no pong ${i}`);
      }
      ok(thread.joinSync({ timeout: 20_000 }), 'the thread does not end');
    },
  },
};
