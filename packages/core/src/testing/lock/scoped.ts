import { DeadlockError, TimeoutError } from '../../errors.ts';
import type { Lock } from '../../threading/index.ts';
import { aMoment, board, GO, GOT, mark, reaches, read, DONE, STARTED } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import type { Context } from '../context.ts';
import { equal, ok, rejects, throws } from '../check.ts';
import { lockTasks } from './lock.tasks.ts';

class Oops extends Error {}

function fail(): never {
  throw new Oops('oops');
}

/** That another thread can have the lock. */
async function canBeHad(t: Context, lock: Lock): Promise<void> {
  const b = board();
  t.start(lockTasks.pass, lock, b, 'acquireSync');
  await reaches(b, DONE, 1);
}

export const scoped: CaseGroup = {
  title: 'a scope',
  where: 'everywhere',
  cases: {
    'LK-10 holds inside and releases at its end': async (t) => {
      const lock = t.lock();
      {
        using guard = await lock.hold();
        equal([lock.locked, guard.held], [true, true]);
      }
      await canBeHad(t, lock);
      {
        using guard = lock.holdSync();
        equal([lock.locked, guard.held], [true, true]);
      }
      await canBeHad(t, lock);
      equal(await lock.run(() => lock.locked), true);
      equal(
        lock.runSync(() => lock.locked),
        true,
      );
      await canBeHad(t, lock);
    },
    'LK-10 releases when its body throws, and lets the error through': async (t) => {
      const lock = t.lock();
      throws(Oops, () => {
        using _guard = lock.holdSync();
        fail();
      });
      await canBeHad(t, lock);
      throws(Oops, () => lock.runSync(fail));
      await canBeHad(t, lock);
      await rejects(Oops, lock.run(fail));
      await rejects(
        Oops,
        lock.run(async () => {
          await Promise.resolve();
          fail();
        }),
      );
      await canBeHad(t, lock);
    },
    'gives what its body gives, and holds until that has settled': async (t) => {
      const [lock, b] = [t.lock(), board()];
      const running = lock.run(async () => {
        t.start(lockTasks.pass, lock, b, 'acquire');
        await reaches(b, STARTED, 1);
        await aMoment();
        equal(read(b, GOT), 0, 'another thread came in');
        return { answer: 42 };
      });
      equal(await running, { answer: 42 });
      await reaches(b, DONE, 1);
    },
    'runs bodies of one thread one at a time': async (t) => {
      const lock = t.lock();
      let inside = 0;
      const bodies = Array.from({ length: 20 }, () =>
        lock.run(async () => {
          equal(++inside, 1);
          await Promise.resolve();
          inside--;
        }),
      );
      await Promise.all(bodies);
    },
    'is released twice without harm, and never for somebody else': async (t) => {
      const lock = t.lock();
      const sync = lock.holdSync();
      sync.release();
      sync.release();
      sync[Symbol.dispose]();
      equal([sync.held, lock.locked], [false, false]);
      const first = await lock.hold();
      first.release();
      const second = await lock.hold();
      first.release();
      first[Symbol.dispose]();
      equal([first.held, second.held, lock.locked], [false, true, true]);
      second.release();
      equal(lock.locked, false);
    },
    'ends with TimeoutError when it is not entered in time': async (t) => {
      const lock = t.lock();
      await lock.acquire();
      let entered = false;
      const body = (): void => void (entered = true);
      await rejects(TimeoutError, lock.hold({ timeout: 0 }));
      await rejects(TimeoutError, lock.hold({ timeout: 20 }));
      await rejects(TimeoutError, lock.run(body, { timeout: 0 }));
      await rejects(TimeoutError, lock.run(body, { timeout: 20 }));
      throws(TimeoutError, () => lock.holdSync({ timeout: 0 }));
      const error = throws(TimeoutError, () => lock.runSync(body, { timeout: 0 }));
      equal((error as TimeoutError).code, 'ERR_TIMEOUT');
      equal(entered, false);
      lock.release();
      equal(lock.locked, false);
    },
  },
};

export const scopedBlocking: CaseGroup = {
  title: 'a scope of this thread',
  where: 'blocking',
  cases: {
    'is not waited for by the thread that is inside: DeadlockError': async (t) => {
      const lock = t.lock();
      const deadlock = (what: string): void => {
        throws(DeadlockError, () => lock.acquireSync(), `${what}: acquireSync`);
        throws(DeadlockError, () => lock.acquireSync({ timeout: Infinity }), `${what}: acquireSync`);
        throws(DeadlockError, () => lock.holdSync(), `${what}: holdSync`);
        throws(DeadlockError, () => lock.runSync(() => 0), `${what}: runSync`);
        equal(lock.acquireSync({ timeout: 20 }), false, `${what}: a timed one waits`);
        throws(TimeoutError, () => lock.holdSync({ timeout: 20 }), `${what}: a timed one waits`);
        equal(lock.tryAcquire(), false, `${what}: trying is no wait`);
      };
      {
        using _guard = lock.holdSync();
        deadlock('inside holdSync');
      }
      {
        using _guard = await lock.hold();
        deadlock('inside hold');
      }
      lock.runSync(() => deadlock('inside runSync'));
      await lock.run(() => deadlock('inside run'));
      ok(lock.acquireSync(), 'left no trace');
      lock.release();
    },
    'is waited for by another flow of this thread without an error': async (t) => {
      const lock = t.lock();
      const guard = await lock.hold();
      const other = lock.acquire();
      await aMoment();
      guard.release();
      equal(await other, true);
      lock.release();
    },
    'is waited for by another thread without an error': async (t) => {
      const [lock, b, c] = [t.lock(), board(), board()];
      t.start(lockTasks.guarded, lock, b);
      await reaches(b, GOT, 1);
      t.start(lockTasks.pass, lock, c, 'acquireSync');
      await reaches(c, STARTED, 1);
      equal(lock.acquireSync({ timeout: 20 }), false);
      mark(b, GO);
      ok(lock.acquireSync(), 'never had it');
      lock.release();
      await reaches(c, DONE, 1);
    },
    'LOCK-01 is not a bare acquire: there a second one blocks until another thread releases': async (t) => {
      const [lock, b] = [t.lock(), board()];
      ok(lock.acquireSync(), 'a fresh lock was not to be had');
      t.start(lockTasks.free, lock, b);
      equal(lock.acquireSync({ timeout: 50 }), false);
      mark(b, GO);
      ok(lock.acquireSync(), 'never had it');
      equal(read(b, DONE), 1);
      lock.release();
    },
  },
};
