import { NotOwnedError, StateError } from '../../errors.ts';
import type { Lock } from '../../threading/index.ts';
import { DONE, FREE, GOT, aMoment, board, GO, mark, reaches, read, STARTED } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejection, throws } from '../check.ts';
import { collectGarbage, inspect } from '../runtime.ts';
import { type Form, lockTasks } from './lock.tasks.ts';

const asyncForms: readonly Form[] = ['acquire', 'hold', 'run'];
const syncForms: readonly Form[] = ['acquireSync', 'holdSync', 'runSync'];

export const basics: CaseGroup = {
  title: 'a lock',
  where: 'everywhere',
  cases: {
    'LK-01 is built with no arguments and can be dropped unused': (t) => {
      for (let i = 0; i < 100; i++) new t.of.Lock();
    },
    'LK-02 LOCK-05 takes options and nothing else': (t) => {
      for (const wrong of [5, 'name', true, null, () => 0])
        throws(TypeError, () => new t.of.Lock(wrong as never), inspect(wrong));
      equal(new t.of.Lock({}).name, undefined);
      equal(new t.of.Lock({ name: 'a', fair: true }).name, 'a');
    },
    'LK-03 prints its type, name and state': (t) => {
      const lock = t.lock('counter');
      for (const shown of [inspect(lock), String(lock)]) includes(shown, 'Lock', 'counter', 'unlocked');
      ok(lock.tryAcquire(), 'a fresh lock was not to be had');
      for (const shown of [inspect(lock), String(lock)]) equal(shown, 'Lock(counter, locked)');
      lock.release();
      for (const shown of [inspect(t.lock()), String(t.lock())]) includes(shown, 'Lock', 'unlocked');
    },
    'LK-05 can be dropped while it is held': (t) => {
      for (let i = 0; i < 100; i++) t.lock().tryAcquire();
      collectGarbage();
    },
    'LK-14 is not kept alive by any registry': async (t) => {
      const dropped = ((): WeakRef<Lock> => {
        const lock = t.lock('dropped');
        lock.tryAcquire();
        lock.release();
        return new WeakRef(lock);
      })();
      for (let i = 0; i < 100 && dropped.deref() !== undefined; i++) {
        await aMoment();
        collectGarbage();
      }
      equal(dropped.deref(), undefined);
    },
    'LK-06 is free after acquire and release, by every form': async (t) => {
      const lock = t.lock();
      const free = (form: string): void => equal(lock.locked, false, `locked after ${form}`);
      equal(await lock.acquire(), true);
      equal(lock.locked, true);
      lock.release();
      free('acquire');
      equal(lock.acquireSync(), true);
      lock.release();
      free('acquireSync');
      (await lock.hold()).release();
      free('hold');
      lock.holdSync().release();
      free('holdSync');
      equal(await lock.run(() => 3), 3);
      free('run');
      equal(
        lock.runSync(() => 'x'),
        'x',
      );
      free('runSync');
    },
    'LK-07 is had at once when free, by every way to try': async (t) => {
      const lock = t.lock();
      equal(lock.tryAcquire(), true);
      lock.release();
      equal(lock.acquireSync({ timeout: 0 }), true);
      lock.release();
      equal(await lock.acquire({ timeout: 0 }), true);
      lock.release();
      using guard = await lock.hold({ timeout: 0 });
      equal(guard.held, true);
    },
    'LK-08 is not had by another thread while it is held, by any way to try': async (t) => {
      const [lock, b] = [t.lock(), board()];
      lock.tryAcquire();
      t.start(lockTasks.tryAll, lock, b);
      await reaches(b, DONE, 1);
      equal(read(b, FREE), 0);
      lock.release();
    },
    'LK-09 keeps five threads waiting until its release lets all of them through': async (t) => {
      for (const form of [...syncForms, ...asyncForms]) {
        const [lock, b] = [t.lock(), board()];
        ok(lock.tryAcquire(), 'a fresh lock was not to be had');
        const count = form.startsWith('acquire') ? 5 : 2;
        t.startAll(count, lockTasks.pass, lock, b, form);
        await reaches(b, STARTED, count);
        await aMoment();
        equal(read(b, GOT), 0, `${form}: passed a held lock`);
        lock.release();
        await reaches(b, DONE, count);
        equal(lock.locked, false);
      }
    },
    'keeps waiters of this same thread waiting, and lets them through one at a time': async (t) => {
      const lock = t.lock();
      let [inside, passed] = [0, 0];
      const flow = async (): Promise<void> => {
        await lock.acquire();
        equal(++inside, 1, 'flows inside');
        await Promise.resolve();
        inside--;
        passed++;
        lock.release();
      };
      await lock.acquire();
      const flows = Array.from({ length: 50 }, flow);
      await aMoment();
      equal(passed, 0);
      lock.release();
      await Promise.all(flows);
      equal(lock.locked, false);
    },
    'may be released by any thread': async (t) => {
      const [lock, b] = [t.lock(), board()];
      await lock.acquire();
      t.start(lockTasks.free, lock, b);
      mark(b, GO);
      await lock.acquire();
      equal(read(b, DONE), 1, 'taken again before it was released');
      lock.release();
    },
    'throws NotOwnedError when it is released while free, and stays as it is': (t) => {
      const lock = t.lock();
      const error = throws(NotOwnedError, () => lock.release());
      ok(error instanceof StateError, 'NotOwnedError is no StateError');
      equal((error as NotOwnedError).code, 'ERR_NOT_OWNED');
      equal(lock.locked, false);
      lock.tryAcquire();
      lock.release();
      throws(NotOwnedError, () => lock.release());
      ok(lock.tryAcquire(), 'a release too many took it');
      lock.release();
    },
    'has getters that look and change nothing': (t) => {
      const lock = t.lock('seen');
      for (let i = 0; i < 3; i++)
        equal([lock.locked, lock.abandoned, lock.name, lock.scope], [false, false, 'seen', t.place.scope]);
      lock.tryAcquire();
      for (let i = 0; i < 3; i++) equal([lock.locked, lock.abandoned], [true, false]);
      lock.release();
      for (const name of ['locked', 'abandoned'])
        throws(TypeError, () => Object.assign(lock, { [name]: true }), name);
    },
    'excludes: threads that count in plain memory lose nothing': async (t) => {
      for (const form of ['runSync', 'run'] as const) {
        const [lock, b] = [t.lock(), board()];
        const threads = t.startAll(3, lockTasks.count, lock, b, 2000, form);
        for (const thread of threads) await thread.join();
        equal(b[FREE], 6000, form);
      }
    },
    'rejects a second wait of a flow with nothing but what it asked for': async (t) => {
      const lock = t.lock();
      await lock.acquire();
      const second = lock.acquire({ signal: AbortSignal.timeout(30) });
      equal(((await rejection(second)) as Error).name, 'TimeoutError');
      lock.release();
    },
  },
};
