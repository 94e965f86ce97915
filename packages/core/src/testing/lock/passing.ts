import { BlockingNotAllowedError, NotOwnedError } from '../../errors.ts';
import { board, DONE, GO, GOT, mark, reaches } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, throws } from '../check.ts';
import { lockTasks } from './lock.tasks.ts';

export const passing: CaseGroup = {
  title: 'a lock that is passed',
  where: 'everywhere',
  cases: {
    'is the same lock at every place of a nested value': async (t) => {
      const [lock, b] = [t.lock('nested'), board()];
      lock.tryAcquire();
      const value = {
        plain: { lock },
        list: [1, lock] as const,
        map: new Map([['lock', lock]]),
        set: new Set([lock]),
        again: lock,
      };
      t.start(lockTasks.nested, value, b, t.place.scope);
      await reaches(b, DONE, 1);
      equal(lock.locked, true, 'what the thread took is not what it was given');
      lock.release();
    },
    'obeys the same rules where it arrives': async (t) => {
      const lock = t.lock();
      await t.start(lockTasks.use, lock).join();
      throws(NotOwnedError, () => lock.release());
    },
    'that another thread holds shows here': async (t) => {
      const [lock, b] = [t.lock(), board()];
      t.start(lockTasks.keep, lock, b);
      await reaches(b, GOT, 1);
      equal([lock.locked, lock.abandoned, lock.tryAcquire()], [true, false, false]);
      mark(b, GO);
      await reaches(b, DONE, 1);
      equal(lock.locked, false);
    },
    'works on when its maker has ended': async (t) => {
      const [lock, b] = [t.lock(), board()];
      await t.start(lockTasks.use, lock).join();
      t.startAll(3, lockTasks.pass, lock, b, 'acquireSync');
      await reaches(b, DONE, 3);
    },
  },
};

/** A page may not block: the blocking forms work as long as they need not wait. */
export const page: CaseGroup = {
  title: 'a page',
  where: 'page',
  cases: {
    'is refused a blocking wait by an error that names the other form': async (t) => {
      const lock = t.lock();
      await lock.acquire();
      for (const options of [{}, { timeout: 10 }, { timeout: Infinity }]) {
        includes(
          throws(BlockingNotAllowedError, () => lock.acquireSync(options)).message,
          'await',
          'acquire',
        );
        includes(throws(BlockingNotAllowedError, () => lock.holdSync(options)).message, 'await', 'hold');
        includes(
          throws(BlockingNotAllowedError, () => lock.runSync(() => 0, options)).message,
          'await',
          'run',
        );
      }
      lock.release();
      equal(lock.locked, false);
    },
    'may use the blocking forms where they need not wait': async (t) => {
      const lock = t.lock();
      equal(lock.acquireSync(), true);
      equal(lock.acquireSync({ timeout: 0 }), false);
      equal(lock.tryAcquire(), false);
      lock.release();
      lock.holdSync().release();
      equal(
        lock.runSync(() => 5),
        5,
      );
    },
  },
};
