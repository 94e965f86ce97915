import { AbandonedError } from '../../errors.ts';
import type { Lock, Thread } from '../../threading/index.ts';
import { board, DONE, FREE, GO, PATIENCE, put, reaches, read, sleep, spinUntil, STARTED } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok, rejection, throws } from '../check.ts';
import type { Context } from '../context.ts';
import { NotOwnedError } from '../../errors.ts';
import { waysToDie } from '../runtime.ts';
import { lockTasks } from './lock.tasks.ts';

/** Threads that take the lock and end their worker while they hold it, one for each way that there is. */
async function eachDeath(t: Context, body: (lock: Lock, dying: Thread) => Promise<void>): Promise<void> {
  for (const way of waysToDie[t.place.runtime]) {
    for (const scoped of [false, true]) {
      const [lock, b] = [t.lock('left behind'), board()];
      const dying = t.launch(lockTasks.dieHolding, [lock, way, scoped, b], { name: 'dying' });
      await reaches(b, STARTED, 1);
      await body(lock, dying);
      ok(await dying.join({ timeout: PATIENCE }), 'the dead thread does not end');
    }
  }
}

/** While a death is not certain a bounded wait says so, and may be tried again. */
async function acquire(lock: Lock): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    try {
      ok(await lock.acquire({ timeout: PATIENCE }), 'never had it');
      return;
    } catch (error) {
      if (!(error instanceof AbandonedError)) throw error;
      await sleep(100);
    }
  }
  ok(false, 'abandoned for ever');
}

export const abandoned: CaseGroup = {
  title: 'a lock whose holder died',
  where: 'everywhere',
  cases: {
    'goes to the next, which is told until it releases': async (t) => {
      await eachDeath(t, async (lock) => {
        await acquire(lock);
        equal([lock.locked, lock.abandoned], [true, true]);
        lock.release();
        equal([lock.locked, lock.abandoned], [false, false]);
        ok(lock.tryAcquire(), 'a free lock was not to be had');
        equal(lock.abandoned, false);
        lock.release();
        throws(NotOwnedError, () => lock.release());
      });
    },
    'goes to those that block for it, one after the other': async (t) => {
      await eachDeath(t, async (lock) => {
        const b = board();
        t.startAll(2, lockTasks.takeOver, lock, b, true);
        t.startAll(2, lockTasks.takeOver, lock, b, false);
        await reaches(b, DONE, 4);
        equal(read(b, FREE), 1, 'how many were told');
        equal([lock.locked, lock.abandoned], [false, false]);
      });
    },
    'can be tried for, without a wait, when its holder has been joined': async (t) => {
      await eachDeath(t, async (lock, dying) => {
        ok(await dying.join({ timeout: PATIENCE }), 'the dead thread does not end');
        ok(lock.tryAcquire(), 'not to be had');
        equal(lock.abandoned, true);
        lock.release();
      });
    },
    'may be released by a living thread, and is then nobody’s': async (t) => {
      await eachDeath(t, async (lock, dying) => {
        ok(await dying.join({ timeout: PATIENCE }), 'the dead thread does not end');
        lock.release();
        equal([lock.locked, lock.abandoned], [false, false]);
      });
    },
  },
};

export const abandonedFair: CaseGroup = {
  title: 'a fair lock whose holder died',
  where: 'blocking',
  variant: 'fair',
  cases: {
    'is still abandoned when the one whose it became is aborted before it knows': async (t) => {
      for (const way of waysToDie[t.place.runtime]) {
        for (const another of [true, false]) {
          const [lock, b] = [t.lock('left behind'), board()];
          const dying = t.launch(lockTasks.dieWhenTold, [lock, way, b], { name: 'dying' });
          await reaches(b, STARTED, 1);
          const controller = new AbortController();
          const aborted = rejection(lock.acquire({ signal: controller.signal }), 'aborted');
          const waiting = another ? lock.acquire() : undefined;
          put(b, GO, 1);
          ok(dying.joinSync({ timeout: PATIENCE }), 'the dead thread does not end');
          // This look hands it over, and nobody hears of that before the event loop turns.
          spinUntil(() => lock.tryAcquire() || lock.abandoned, 'it is handed over');
          controller.abort('aborted');
          equal(await aborted, 'aborted');
          ok(waiting === undefined ? lock.tryAcquire() : await waiting, 'not to be had');
          equal([lock.locked, lock.abandoned], [true, true]);
          lock.release();
          equal([lock.locked, lock.abandoned], [false, false]);
        }
      }
    },
  },
};
