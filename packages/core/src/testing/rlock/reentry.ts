import { NotOwnedError, StateError } from '../../errors.ts';
import { board, GO, GOT, mark, reaches } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok, rejects, throws } from '../check.ts';
import { inspect } from '../runtime.ts';
import { rlockTasks } from './rlock.tasks.ts';

export const reentry: CaseGroup = {
  title: 'a thread',
  where: 'everywhere',
  variant: 'alone',
  cases: {
    'LK-02 RLOCK-10 makes it of options and nothing else; a subclass of what it likes': (t) => {
      for (const wrong of [5, 'name', true, null, () => 0])
        throws(TypeError, () => new t.of.RLock(wrong as never), inspect(wrong));
      class Own extends t.of.RLock {
        readonly more: number;
        constructor(a: number, b: number) {
          super({ name: 'own' });
          this.more = a + b;
        }
      }
      const own = new Own(1, 2);
      equal([own.more, own.name, own.tryAcquire(), own.depth], [3, 'own', true, 1]);
      own.release();
    },
    'RLOCK-03 that releases what it never took, or once too often, gets NotOwnedError': (t) => {
      const lock = new t.of.RLock();
      const error = throws(NotOwnedError, () => lock.release());
      ok(error instanceof StateError, 'NotOwnedError is no StateError');
      for (let i = 0; i < 3; i++) lock.acquireSync();
      for (let i = 0; i < 3; i++) lock.release();
      throws(NotOwnedError, () => lock.release());
      equal([lock.locked, lock.depth, lock.owned], [false, 0, false]);
      ok(lock.tryAcquire(), 'a release too many took it');
      lock.release();
    },
    'RLOCK-04 sees it locked from the first level to the last': (t) => {
      const lock = new t.of.RLock();
      const seen: unknown[] = [];
      const see = (): void => void seen.push([lock.locked, lock.owned, lock.depth]);
      see();
      for (let i = 0; i < 2; i++) {
        lock.acquireSync();
        see();
      }
      for (let i = 0; i < 2; i++) {
        lock.release();
        see();
      }
      const at = (depth: number): unknown[] => [depth > 0, depth > 0, depth];
      equal(seen, [at(0), at(1), at(2), at(1), at(0)]);
    },
    'RLOCK-05 leaves it locked when it ends without a release': async (t) => {
      const lock = new t.of.RLock();
      await t.start(rlockTasks.leave, lock).join();
      equal(lock.locked, true);
    },
    're-enters by every blocking form and every way to try, whatever the timeout': (t) => {
      const lock = new t.of.RLock();
      lock.tryAcquire();
      ok(lock.tryAcquire(), 'tryAcquire');
      for (const timeout of [0, 10, Infinity]) ok(lock.acquireSync({ timeout }), `acquireSync ${timeout}`);
      equal(lock.depth, 5);
      {
        using guard = lock.holdSync();
        equal([lock.depth, guard.held], [6, true]);
        guard.release();
        guard.release();
        equal([lock.depth, guard.held], [5, false]);
      }
      equal(
        lock.runSync(() => lock.runSync(() => lock.depth)),
        7,
      );
      for (let i = 0; i < 5; i++) lock.release();
      equal(lock.depth, 0);
    },
    'cannot release what another holds, which changes nothing': async (t) => {
      const [lock, b] = [new t.of.RLock(), board()];
      t.start(rlockTasks.keep, lock, b);
      await reaches(b, GOT, 1);
      rlockTasks.other(lock, 2);
      mark(b, GO);
      await lock.run(() => equal(lock.depth, 1));
      lock.acquireSync();
      await t.start(rlockTasks.other, lock, 1).join();
      equal([lock.owned, lock.depth], [true, 1]);
      lock.release();
    },
    'is refused a timeout that is negative, NaN or no number, whatever the lock’s state': async (t) => {
      const lock = new t.of.RLock();
      for (let i = 0; i < 2; i++) {
        for (const timeout of [-1, -Infinity, NaN]) {
          throws(RangeError, () => lock.acquireSync({ timeout }));
          throws(RangeError, () => lock.holdSync({ timeout }));
          throws(RangeError, () => lock.runSync(() => 0, { timeout }));
          await rejects(
            RangeError,
            lock.run(() => 0, { timeout }),
          );
        }
        throws(TypeError, () => lock.acquireSync({ timeout: '5' as never }));
        equal(lock.depth, i);
        lock.tryAcquire();
      }
    },
    'finds it the same at every place of a nested value': async (t) => {
      const lock = new t.of.RLock({ name: 'nested' });
      const value = {
        plain: { lock },
        list: [1, lock] as const,
        map: new Map([['lock', lock]]),
        set: new Set([lock]),
        again: lock,
      };
      rlockTasks.nested(value, t.place.scope);
      await t.start(rlockTasks.nested, value, t.place.scope).join();
      equal(lock.locked, false);
    },
    'has getters that look and change nothing': (t) => {
      const lock = new t.of.RLock({ name: 'seen' });
      for (let i = 0; i < 3; i++)
        equal(
          [lock.locked, lock.owned, lock.depth, lock.name, lock.scope],
          [false, false, 0, 'seen', t.place.scope],
        );
      for (const name of ['locked', 'owned', 'depth'])
        throws(TypeError, () => Object.assign(lock, { [name]: 1 }), name);
    },
  },
};
