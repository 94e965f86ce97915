import { aMoment, board, DONE, FREE, GOT, mark, reaches, read, STARTED, GO } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejects, throws } from '../check.ts';
import type { Context } from '../context.ts';
import { collectGarbage, inspect } from '../runtime.ts';
import { rlockTasks, type Form, type Reentrant } from './rlock.tasks.ts';

const forms: readonly Form[] = ['acquireSync', 'holdSync', 'run'];

/** The lock on test: an RLock, or a Condition used as one. */
function make(t: Context, name?: string): Reentrant {
  const lock = new t.of.RLock(name === undefined ? {} : { name });
  return t.place.variant === 'as a condition' ? new t.of.Condition(lock) : lock;
}

class Oops extends Error {}

function fail(): never {
  throw new Oops('oops');
}

async function canBeHad(t: Context, lock: Reentrant): Promise<void> {
  const b = board();
  t.start(rlockTasks.pass, lock, b, 'acquireSync');
  await reaches(b, DONE, 1);
}

export const asALock: CaseGroup = {
  title: 'as a lock',
  where: 'everywhere',
  cases: {
    'LK-01 is built with no arguments and can be dropped unused': (t) => {
      for (let i = 0; i < 100; i++) make(t);
    },
    'LK-03 prints its type, name and state': (t) => {
      const lock = make(t, 'counter');
      for (const shown of [inspect(lock), String(lock)]) includes(shown, 'RLock(counter, unlocked)');
      lock.tryAcquire();
      lock.tryAcquire();
      for (const shown of [inspect(lock), String(lock)])
        includes(shown, 'RLock(counter, locked', 'owner', 'depth 2');
      lock.release();
      lock.release();
      includes(inspect(make(t)), 'RLock(#', 'unlocked');
    },
    'LK-05 can be dropped while it is held': (t) => {
      for (let i = 0; i < 100; i++) make(t).tryAcquire();
      collectGarbage();
    },
    'LK-14 is not kept alive by any registry': async (t) => {
      const dropped = ((): WeakRef<Reentrant> => {
        const lock = make(t, 'dropped');
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
      const lock = make(t);
      ok(lock.acquireSync(), 'acquireSync gave false');
      equal(lock.locked, true);
      lock.release();
      equal(lock.locked, false, 'after acquireSync');
      lock.holdSync()[Symbol.dispose]();
      equal(lock.locked, false, 'after holdSync');
      equal(await lock.run(() => lock.locked), true);
      equal(lock.locked, false, 'after run');
    },
    'LK-07 is had at once when free, by every way to try': async (t) => {
      const lock = make(t);
      equal(lock.tryAcquire(), true);
      lock.release();
      equal(lock.acquireSync({ timeout: 0 }), true);
      lock.release();
      equal(await lock.run(() => 5, { timeout: 0 }), 5);
    },
    'LK-08 is not had by another thread while it is held, by any way to try': async (t) => {
      const [lock, b] = [make(t), board()];
      lock.tryAcquire();
      t.start(rlockTasks.tryAll, lock, b);
      await reaches(b, DONE, 1);
      equal(read(b, FREE), 0);
      lock.release();
    },
    'LK-09 keeps five threads waiting until its release lets all of them through': async (t) => {
      const [lock, b] = [make(t), board()];
      ok(lock.tryAcquire(), 'a fresh lock was not to be had');
      ok(lock.tryAcquire(), 'it was not re-entered');
      for (let i = 0; i < 5; i++) t.start(rlockTasks.pass, lock, b, forms[i % 3]!);
      await reaches(b, STARTED, 5);
      lock.release();
      await aMoment();
      equal(read(b, GOT), 0, 'passed a held lock');
      lock.release();
      await reaches(b, DONE, 5);
      equal(lock.locked, false);
    },
    'LK-10 holds in a scope and releases at its end, also when its body throws': async (t) => {
      const lock = make(t);
      {
        using _guard = lock.holdSync();
        equal(lock.locked, true);
      }
      await canBeHad(t, lock);
      throws(Oops, () => {
        using _guard = lock.holdSync();
        fail();
      });
      await rejects(Oops, lock.run(fail));
      await rejects(
        Oops,
        lock.run((held) =>
          held.run(async () => {
            await Promise.resolve();
            fail();
          }),
        ),
      );
      equal(lock.locked, false);
      await canBeHad(t, lock);
    },
    'excludes: threads that count in plain memory lose nothing': async (t) => {
      const [lock, b] = [make(t), board()];
      const threads = forms.map((form) => t.start(rlockTasks.count, lock, b, 1500, form));
      for (const thread of threads) await thread.join();
      equal(b[FREE], 4500);
    },
    'that another thread holds two levels deep shows here, and comes free': async (t) => {
      const [lock, b] = [make(t), board()];
      t.start(rlockTasks.keep, lock, b);
      await reaches(b, GOT, 1);
      equal([lock.locked, lock.tryAcquire()], [true, false]);
      mark(b, GO);
      await lock.run(() => reaches(b, DONE, 1));
      equal(lock.locked, false);
    },
  },
};
