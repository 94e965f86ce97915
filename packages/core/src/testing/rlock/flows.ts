import { BlockingNotAllowedError, DeadlockError, NotOwnedError, TimeoutError } from '../../errors.ts';
import type { RLock, Held } from '../../threading/index.ts';
import { aMoment, board, DONE, GOT, reaches, read, STARTED, until } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import type { Context } from '../context.ts';
import { equal, includes, ok, rejection, rejects, throws } from '../check.ts';
import { rlockTasks } from './rlock.tasks.ts';

/** Re-enters after an await: by the runtime's own knowledge, or where it has none by what the outer run passed. */
function again<T>(t: Context, lock: RLock, held: Held, body: (held: Held) => Promise<T>): Promise<T> {
  return t.place.runtime === 'browser' ? held.run(body) : lock.run(body);
}

export const flows: CaseGroup = {
  title: 'a flow',
  where: 'everywhere',
  variant: 'alone',
  cases: {
    're-enters its run from inside, and gives what the body gives': async (t) => {
      const lock = new t.of.RLock();
      equal(await lock.run(() => lock.run(() => lock.run(() => lock.depth))), 3);
      equal(lock.depth, 0);
    },
    're-enters after awaits, and by what run passes': async (t) => {
      const lock = new t.of.RLock();
      const depths = await lock.run(async (held) => {
        await aMoment();
        const inner = await again(t, lock, held, async (deeper) => {
          await Promise.resolve();
          return [lock.depth, await deeper.run(() => lock.depth), await held.run(() => lock.depth)];
        });
        return [...inner, lock.depth];
      });
      equal(depths, [2, 3, 3, 1]);
      equal(lock.locked, false);
    },
    'keeps its way in to itself: when the run is over it leads nowhere': async (t) => {
      const lock = new t.of.RLock();
      let kept: Held | undefined;
      await lock.run((held) => void (kept = held));
      await rejects(
        NotOwnedError,
        kept!.run(() => 0),
      );
      await lock.run(async () => {
        await rejects(
          NotOwnedError,
          kept!.run(() => 0),
        );
      });
      equal(lock.locked, false);
    },
    'waits for another flow of the same thread': async (t) => {
      const lock = new t.of.RLock();
      let inside = 0;
      const bodies = Array.from({ length: 20 }, () =>
        lock.run(async (held) => {
          equal([++inside, lock.depth], [1, 1]);
          await held.run(() => Promise.resolve());
          inside--;
        }),
      );
      await Promise.all(bodies);
      equal(lock.locked, false);
    },
    'that a run started and that outlives it is outside from then on': async (t) => {
      const [lock, log] = [new t.of.RLock(), [] as string[]];
      let open!: () => void;
      const gate = new Promise<void>((resolve) => (open = resolve));
      let late: Promise<void> | undefined;
      await lock.run(() => {
        late = gate.then(() => lock.run(() => void log.push(`late at depth ${lock.depth}`)));
      });
      await lock.run(async () => {
        open();
        await aMoment();
        log.push('second');
      });
      await late;
      equal(log, ['second', 'late at depth 1']);
    },
    'keeps the lock until the last of its inner runs is over': async (t) => {
      const lock = new t.of.RLock();
      let open!: () => void;
      const gate = new Promise<void>((resolve) => (open = resolve));
      let inner: Promise<void> | undefined;
      await lock.run((held) => {
        inner = held.run(() => gate);
      });
      equal([lock.locked, lock.depth], [true, 1]);
      open();
      await inner;
      equal(lock.locked, false);
    },
    'holds two locks inside each other, and re-enters both': async (t) => {
      const [a, b] = [new t.of.RLock(), new t.of.RLock()];
      const depths = await a.run((inA) =>
        b.run((inB) => inA.run(() => inB.run(async () => [a.depth, b.depth]))),
      );
      equal(depths, [2, 2]);
      equal([a.locked, b.locked], [false, false]);
    },
    'holds against other threads while it awaits': async (t) => {
      const [lock, b] = [new t.of.RLock(), board()];
      await lock.run(async (held) => {
        t.start(rlockTasks.pass, lock, b, 'run');
        t.start(rlockTasks.pass, lock, b, 'acquireSync');
        await reaches(b, STARTED, 2);
        await held.run(aMoment);
        equal(read(b, GOT), 0, 'another thread came in');
      });
      await reaches(b, DONE, 2);
    },
    'owns what its thread does not: tried for in vain, not released by it': async (t) => {
      const lock = new t.of.RLock();
      await lock.run(async () => {
        equal([lock.owned, lock.tryAcquire(), lock.acquireSync({ timeout: 0 })], [true, false, false]);
        throws(NotOwnedError, () => lock.release());
        equal(lock.depth, 1);
      });
      equal([lock.owned, lock.locked], [false, false]);
    },
    'waits for its thread, which holds by a blocking form': async (t) => {
      const lock = new t.of.RLock();
      const guard = lock.holdSync();
      let entered = false;
      const running = lock.run(() => (entered = true));
      await aMoment();
      equal([entered, lock.depth], [false, 1]);
      guard.release();
      equal(await running, true);
    },
    'that waits too long gets TimeoutError, and leaves no trace': async (t) => {
      const lock = new t.of.RLock();
      lock.acquireSync();
      for (const timeout of [0, 20])
        await rejects(
          TimeoutError,
          lock.run(() => ok(false, 'it ran'), { timeout }),
        );
      lock.release();
      equal(await lock.run(() => lock.depth), 1);
      equal(lock.locked, false);
    },
    'that is aborted rejects with the reason, and leaves no trace': async (t) => {
      const [lock, controller, reason] = [new t.of.RLock(), new AbortController(), new Error('enough')];
      const { signal } = controller;
      equal(await rejection(lock.run(() => ok(false, 'it ran'), { signal: AbortSignal.abort('x') })), 'x');
      lock.acquireSync();
      const waiting = lock.run(() => ok(false, 'it ran'), { signal });
      await aMoment();
      controller.abort(reason);
      ok((await rejection(waiting)) === reason, 'not the very reason');
      lock.release();
      equal(lock.locked, false);
    },
    'that is aborted in the moment of release has the lock or the reason, never both': async (t) => {
      const lock = new t.of.RLock();
      for (let i = 0; i < 100; i++) {
        const controller = new AbortController();
        lock.acquireSync();
        const waiting = lock.run(() => 'ran', { signal: controller.signal });
        lock.release();
        controller.abort('x');
        const got = await waiting.catch((reason: unknown) => reason);
        ok(got === 'ran' || got === 'x', `it gave ${String(got)}`);
        await until(() => !lock.locked, 'it is free again');
      }
    },
  },
};

export const flowsBlocking: CaseGroup = {
  title: 'a flow of this thread',
  where: 'blocking',
  variant: 'alone',
  cases: {
    'is not waited for by a thread that blocks: DeadlockError': async (t) => {
      const lock = new t.of.RLock();
      await lock.run(async () => {
        throws(DeadlockError, () => lock.acquireSync());
        throws(DeadlockError, () => lock.acquireSync({ timeout: Infinity }));
        throws(DeadlockError, () => lock.holdSync());
        throws(DeadlockError, () => lock.runSync(() => 0));
        equal(lock.acquireSync({ timeout: 20 }), false, 'a timed one waits');
        throws(TimeoutError, () => lock.holdSync({ timeout: 20 }));
      });
      equal(lock.locked, false);
      ok(lock.acquireSync(), 'left no trace');
      lock.release();
    },
  },
};

/** A page may not block: the blocking forms work as long as they need not wait. */
export const page: CaseGroup = {
  title: 'a page',
  where: 'page',
  variant: 'alone',
  cases: {
    'is refused a blocking wait by an error that names the other form': async (t) => {
      const [lock, b] = [new t.of.RLock(), board()];
      t.start(rlockTasks.keep, lock, b);
      await reaches(b, GOT, 1);
      for (const wait of [
        () => lock.acquireSync(),
        () => lock.holdSync({ timeout: 10 }),
        () => lock.runSync(() => 0),
      ])
        includes(throws(BlockingNotAllowedError, wait).message, 'await', 'run');
      b[2] = 1;
      await lock.run(() => 0);
      ok(lock.acquireSync() && lock.acquireSync(), 'it need not wait');
      lock.release();
      lock.release();
    },
  },
};
