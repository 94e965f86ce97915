import { BlockingNotAllowedError, NotOwnedError, UnsupportedError } from '../../errors.ts';
import type { Lock } from '../../threading/index.ts';
import { board, GO, mark, reaches, STARTED } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejects, throws } from '../check.ts';
import { collectGarbage, inspect } from '../runtime.ts';
import { conditionTasks, type AnyCondition } from './condition.tasks.ts';
import { make, notify, waitHere, waiting } from './make.ts';

export const state: CaseGroup = {
  title: 'a condition',
  where: 'everywhere',
  cases: {
    'COND-03 is not notified or waited for without its lock: NotOwnedError': async (t) => {
      const condition = make(t);
      throws(NotOwnedError, () => condition.notify());
      throws(NotOwnedError, () => condition.notifyAll());
      await rejects(NotOwnedError, condition.wait());
      await rejects(NotOwnedError, condition.wait({ timeout: 0 }));
      await rejects(
        NotOwnedError,
        condition.waitFor(() => false),
      );
      throws(NotOwnedError, () => condition.waitSync());
      throws(NotOwnedError, () => condition.waitForSync(() => false));
      condition.acquireSync();
      condition.notify();
      condition.release();
      throws(NotOwnedError, () => condition.notify());
      equal(condition.locked, false);
    },
    'is made over a Lock of its own, or the lock that it is given, and nothing else': (t) => {
      const own = new t.of.Condition();
      ok(own.lock instanceof t.of.Lock, 'its lock is no Lock');
      equal([own.name, own.scope, own.locked], [undefined, t.place.scope, false]);
      const lock = new t.of.RLock();
      const [a, b] = [new t.of.Condition(lock), new t.of.Condition(lock, { name: 'b' })];
      ok(a.lock === lock && b.lock === lock, 'its lock is another');
      a.acquireSync();
      equal([b.locked, lock.depth, b.name], [true, 1, 'b']);
      b.notify();
      b.release();
      for (const wrong of [5, 'lock', {}, null, make(t)])
        throws(TypeError, () => new t.of.Condition(wrong as never), inspect(wrong));
      for (const wrong of [5, 'name', null, { name: 5 }])
        throws(TypeError, () => new t.of.Condition(undefined, wrong as never), inspect(wrong));
    },
    'has its lock’s ways in and out': async (t) => {
      const condition = make(t);
      ok(condition.acquireSync({ timeout: 10 }), 'acquireSync gave false');
      equal(condition.locked, true);
      condition.release();
      ok(condition.tryAcquire(), 'tryAcquire gave false');
      condition.release();
      {
        using guard = condition.holdSync();
        equal([guard.held, condition.lock.locked], [true, true]);
      }
      equal(await condition.run(() => condition.locked), true);
      equal(condition.locked, false);
      throws(NotOwnedError, () => condition.release());
    },
    'refuses a timeout, a count or a predicate that is none': async (t) => {
      const condition = make(t);
      condition.acquireSync();
      for (const timeout of [-1, -Infinity, NaN]) {
        throws(RangeError, () => condition.waitSync({ timeout }));
        throws(RangeError, () => condition.waitForSync(() => true, { timeout }));
        await rejects(RangeError, condition.wait({ timeout }));
        await rejects(
          RangeError,
          condition.waitFor(() => true, { timeout }),
        );
      }
      throws(TypeError, () => condition.waitSync({ timeout: '1' as never }));
      for (const n of [-1, 0.5, NaN, Infinity]) throws(RangeError, () => condition.notify(n), String(n));
      for (const n of ['1', null, 1n]) throws(TypeError, () => condition.notify(n as never), String(n));
      throws(TypeError, () => condition.waitForSync(undefined as never));
      await rejects(TypeError, condition.waitFor((async () => true) as never));
      equal(condition.locked, true);
      condition.release();
    },
    'LK-03 prints its type, name, lock and how many wait': async (t) => {
      const condition = make(t, 'changed');
      for (const shown of [inspect(condition), String(condition)]) {
        ok(shown.startsWith('Condition(changed, '), shown);
        includes(shown, 'Lock(#', 'unlocked', ', 0 waiting)');
      }
      const mine = waitHere(condition);
      await waiting(condition, 1);
      await condition.run(() => {
        includes(String(condition), ' locked', '1 waiting');
        condition.notify();
        includes(String(condition), '0 waiting');
      });
      equal(await mine, true);
      includes(String(make(t)), 'Condition(#');
    },
    'that is passed is the same, with the same lock, at every place of a nested value': async (t) => {
      const lock =
        t.place.variant === 'over an RLock'
          ? new t.of.RLock({ name: 'its lock' })
          : new t.of.Lock({ name: 'its lock' });
      const condition = new t.of.Condition(lock, { name: 'nested' }) as unknown as AnyCondition;
      const value = {
        lock: lock as Lock,
        list: [condition],
        map: new Map([['x', { condition }]]),
        set: new Set([condition]),
      };
      await conditionTasks.nested(value);
      await t.start(conditionTasks.nested, value).join();
    },
    'keeps its lock alive where it was sent, when nobody else has either': async (t) => {
      const b = board();
      const thread = ((): ReturnType<typeof t.start> => t.start(conditionTasks.alone, make(t), b))();
      await reaches(b, STARTED, 1);
      collectGarbage();
      mark(b, GO);
      await thread.join();
    },
    'over a lock that guards several wakes only its own waiters': async (t) => {
      const first = make(t);
      const second = new t.of.Condition(first.lock);
      const [one, two] = [waitHere(first), waitHere(second)];
      await waiting(first, 1);
      await waiting(second, 1);
      await notify(second);
      equal(await two, true);
      await waiting(first, 1);
      await notify(first);
      equal(await one, true);
    },
  },
};

export const overALock: CaseGroup = {
  title: 'a condition over a Lock',
  where: 'everywhere',
  variant: 'over a Lock',
  cases: {
    'is acquired and held asynchronously': async (t) => {
      const condition = new t.of.Condition();
      ok(await condition.acquire({ timeout: 10 }), 'acquire gave false');
      equal(await condition.wait({ timeout: 1 }), false);
      condition.release();
      using _guard = await condition.hold();
      equal(await condition.waitFor(() => true, { timeout: 1 }), true);
    },
  },
};

export const overAnRLock: CaseGroup = {
  title: 'a condition over an RLock',
  where: 'everywhere',
  variant: 'over an RLock',
  cases: {
    'has no bare asynchronous acquire, and says what there is': async (t) => {
      const condition = new t.of.Condition(new t.of.RLock()) as unknown as AnyCondition;
      includes((await rejects(UnsupportedError, condition.acquire())).message, 'run()', 'acquireSync()');
      includes((await rejects(UnsupportedError, condition.hold())).message, 'run()', 'holdSync()');
    },
    'COND-11 frees both of two levels while it waits, and has both again': async (t) => {
      for (const blocks of [true, false]) {
        const [condition, b] = [new t.of.Condition(new t.of.RLock()), board()];
        t.start(conditionTasks.twoLevels, condition, b, blocks);
        await reaches(b, STARTED, 1);
        await condition.run(() => {
          equal(condition.lock.depth, 1);
          condition.notify();
        });
        await reaches(b, 3, 1);
      }
    },
    'COND-11 frees and restores the levels of a flow, also when a run inside it is over meanwhile': async (
      t,
    ) => {
      const condition = new t.of.Condition(new t.of.RLock());
      const { lock } = condition;
      let open!: () => void;
      const gate = new Promise<void>((resolve) => (open = resolve));
      const depths: number[] = [];
      const mine = condition.run(async (held) => {
        const inner = held.run(() => gate);
        depths.push(lock.depth);
        const wait = condition.wait();
        depths.push(lock.depth);
        await wait;
        depths.push(lock.depth);
        await inner;
      });
      await waiting(condition as unknown as AnyCondition, 1);
      open();
      await Promise.resolve();
      await notify(condition as unknown as AnyCondition);
      await mine;
      equal(depths, [2, 0, 1]);
      equal(lock.locked, false);
    },
  },
};

/** A page may not block, and a wait always may have to. */
export const page: CaseGroup = {
  title: 'a page',
  where: 'page',
  cases: {
    'is refused a blocking wait by an error that names the other form, and keeps the lock': async (t) => {
      const condition = make(t);
      await condition.run(async () => {
        for (const timeout of [0, 10, Infinity]) {
          includes(
            throws(BlockingNotAllowedError, () => condition.waitSync({ timeout })).message,
            'await condition.wait()',
          );
          includes(
            throws(BlockingNotAllowedError, () => condition.waitForSync(() => false, { timeout })).message,
            'await condition.waitFor()',
          );
        }
        equal(
          condition.waitForSync(() => true),
          true,
        );
        equal(condition.locked, true);
      });
      equal(condition.locked, false);
    },
  },
};
