import { AbandonedError, NotOwnedError } from '../../errors.ts';
import type { RLock, Thread } from '../../threading/index.ts';
import { aMoment, board, DONE, FREE, PATIENCE, reaches, read, sleep, STARTED } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok, throws } from '../check.ts';
import type { Context } from '../context.ts';
import { waysToDie } from '../runtime.ts';
import { rlockTasks } from './rlock.tasks.ts';

async function eachDeath(
  t: Context,
  body: (lock: RLock, dying: Thread, died: () => Promise<void>) => Promise<void>,
): Promise<void> {
  for (const way of waysToDie[t.place.runtime]) {
    for (const inFlow of [false, true]) {
      const [lock, b] = [new t.of.RLock({ name: 'left behind' }), board()];
      const dying = t.launch(rlockTasks.dieHolding, [lock, way, inFlow, b], { name: 'dying' });
      await reaches(b, STARTED, 1);
      const died = async (): Promise<void> =>
        ok(await dying.join({ timeout: PATIENCE }), 'the dead thread does not end');
      await body(lock, dying, died);
    }
  }
}

/** While a death is not certain a bounded wait says so, and may be tried again. */
async function run<T>(lock: RLock, body: () => T): Promise<T> {
  for (let tries = 0; tries < 100; tries++) {
    try {
      return await lock.run(body, { timeout: PATIENCE });
    } catch (error) {
      if (!(error instanceof AbandonedError)) throw error;
      await sleep(50);
    }
  }
  throw new Error('abandoned for ever');
}

export const leftBehind: CaseGroup = {
  title: 'a lock whose holder died',
  where: 'everywhere',
  variant: 'alone',
  cases: {
    'is one level deep for the next, who sees that it was abandoned': async (t) => {
      await eachDeath(t, async (lock, _dying, died) => {
        equal(await run(lock, () => [lock.depth, String(lock).includes('abandoned')]), [1, true]);
        await died();
        equal([lock.locked, lock.depth], [false, 0]);
        ok(lock.tryAcquire(), 'a free lock was not to be had');
        ok(!String(lock).includes('abandoned'), 'abandoned for good');
        lock.release();
        throws(NotOwnedError, () => lock.release());
      });
    },
    'goes to those that wait for it, one after the other': async (t) => {
      await eachDeath(t, async (lock) => {
        const b = board();
        t.start(rlockTasks.takeOver, lock, b, 'acquireSync');
        t.start(rlockTasks.takeOver, lock, b, 'run');
        await reaches(b, DONE, 2);
        equal(read(b, FREE), 1, 'how many saw that it was abandoned');
        equal(lock.locked, false);
      });
    },
    'can be tried for when its holder has been joined, and is not released by others': async (t) => {
      await eachDeath(t, async (lock, _dying, died) => {
        await died();
        throws(NotOwnedError, () => lock.release());
        equal(lock.locked, true);
        ok(lock.tryAcquire(), 'not to be had');
        equal([lock.owned, lock.depth], [true, 1]);
        lock.release();
        equal(lock.locked, false);
      });
    },
  },
};

/** A wake-up is a hint, never ownership: whatever becomes of who waits in a flow, the next goes on. */
export const givenUp: CaseGroup = {
  title: 'the next waiter goes on when a flow that waits is',
  where: 'everywhere',
  variant: 'alone',
  cases: Object.fromEntries(
    (['aborted', 'timed out', 'dead'] as const).map((end) => [
      end,
      async (t: Context): Promise<void> => {
        for (const how of end === 'dead' ? waysToDie[t.place.runtime] : ([end] as const)) {
          const [lock, b, c] = [new t.of.RLock(), board(), board()];
          lock.acquireSync();
          const first = t.launch(rlockTasks.giveUp, [lock, how, b]);
          await reaches(b, STARTED, 1);
          t.start(rlockTasks.pass, lock, c, 'acquireSync');
          const mine = lock.run(() => true);
          await reaches(c, STARTED, 1);
          await aMoment();
          lock.release();
          await reaches(c, DONE, 1);
          ok(await mine, 'the flow of this thread did not go on');
          ok(await first.join({ timeout: PATIENCE }), 'the first thread does not end');
          if (end !== 'dead' && first.error !== undefined) throw first.error;
          equal(lock.locked, false);
        }
      },
    ]),
  ),
};
