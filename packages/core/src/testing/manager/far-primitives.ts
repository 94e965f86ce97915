import {
  BrokenBarrierError,
  DeadlockError,
  Empty,
  Full,
  NotOwnedError,
  ShutDown,
  TimeoutError,
} from '../../errors.ts';
import { until } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok, rejects, throws } from '../check.ts';
import { connected } from './shared.ts';

const SOON = { timeout: 5 };

/** Each case has two connections, which are two clients: what one has made the other finds on a board. */
export const farPrimitives: CaseGroup = {
  title: 'what a socket leads to',
  where: 'everywhere',
  scope: 'process',
  cases: {
    'a Lock excludes, by both forms, and is whose who gets it': async () => {
      const { here, there } = await connected((m) => m.Lock());
      equal([here.locked, here.tryAcquire(), there.locked, there.tryAcquire()], [false, true, true, false]);
      equal([await there.acquire(SOON), there.acquireSync(SOON)], [false, false]);
      const waiting = there.acquire();
      here.release();
      equal([await waiting, here.tryAcquire(), here.abandoned], [true, false, false]);
      // Any client may release it.
      here.release();
      throws(NotOwnedError, () => there.release());
      const seen: string[] = [];
      const [first, second] = [here, there].map((lock, who) =>
        lock.run(async () => {
          seen.push(`in ${who}`);
          await Promise.resolve();
          seen.push(`out ${who}`);
        }),
      );
      await Promise.all([first, second]);
      equal(seen.length, 4);
      equal([seen[0]?.slice(3), seen[2]?.slice(3)], [seen[1]?.slice(4), seen[3]?.slice(4)] as never);
      {
        using guard = here.holdSync();
        ok(guard.held, 'it is not held');
        throws(DeadlockError, () => here.acquireSync());
        await rejects(TimeoutError, there.hold(SOON));
      }
      equal([there.locked, there.runSync(() => there.locked), there.locked], [false, true, false]);
    },
    'an aborted wait rejects with its reason, and takes nothing': async () => {
      const { here, there } = await connected((m) => m.Lock());
      (await here.hold()).release();
      here.acquireSync();
      const [before, during] = [AbortSignal.abort(new Error('before')), new AbortController()];
      equal((await rejects(Error, there.acquire({ signal: before }))).message, 'before');
      const waiting = rejects(Error, there.acquire({ signal: during.signal }));
      equal(there.locked, true);
      during.abort(new Error('during'));
      equal((await waiting).message, 'during');
      here.release();
      equal([here.locked, there.tryAcquire()], [false, true]);
    },
    'an RLock is re-entered by its client, and by the flow that holds it': async () => {
      const { here, there } = await connected((m) => m.RLock());
      here.acquireSync();
      ok(here.tryAcquire(), 'it is not re-entered');
      equal([here.depth, here.owned, there.owned, there.tryAcquire()], [2, true, false, false]);
      throws(NotOwnedError, () => there.release());
      here.release();
      here.release();
      throws(NotOwnedError, () => here.release());
      await here.run(async (held) => {
        equal([here.owned, here.tryAcquire(), await held.run(() => here.depth)], [true, false, 2]);
        await Promise.resolve();
        equal(await here.run(() => here.depth), 2);
        equal(there.locked, true);
      });
      equal([there.locked, there.runSync(() => there.depth)], [false, 1]);
    },
    'a Condition frees its lock while it waits, and wakes as many as it is told': async () => {
      const { here, there } = await connected((m) => m.Condition());
      throws(NotOwnedError, () => here.notify());
      await rejects(NotOwnedError, here.wait());
      let ready = false;
      const woken = there.run(() => there.waitFor(() => ready));
      const timed = await here.run(() => here.wait(SOON));
      equal(timed, false);
      await here.run(() => {
        throws(RangeError, () => here.notify(-1));
        ready = true;
        here.notifyAll();
      });
      equal([await woken, here.locked], [true, false]);
      const stop = new AbortController();
      let inside = false;
      const waiting = there.run(async () => {
        inside = true;
        const reason = await rejects(Error, there.wait({ signal: stop.signal }));
        return [reason.message, there.locked];
      });
      await until(() => inside, 'it waits');
      await here.run(() => {});
      stop.abort(new Error('enough'));
      equal(await waiting, ['enough', true]);
      here.acquireSync();
      equal([here.waitSync(SOON), here.waitForSync(() => true), here.lock.locked], [false, true, true]);
      here.lock.release();
      equal(there.locked, false);
    },
    'semaphores count, and one that is bounded has its bound': async () => {
      const { here, there } = await connected((m) => m.Semaphore(2));
      equal(
        [await here.acquire(), there.acquireSync(), here.value, here.tryAcquire()],
        [true, true, 0, false],
      );
      const waiting = here.acquire();
      there.release();
      ok(await waiting, 'it is not woken');
      here.release(3);
      equal([there.value, await here.run(() => there.value)], [3, 2]);
      const bounded = await connected((m) => m.BoundedSemaphore());
      throws(RangeError, () => bounded.here.release());
      equal(bounded.there.value, 1);
    },
    'an Event wakes all, a Barrier lets all pass or none': async () => {
      const { here: event, there } = await connected((m) => m.Event());
      equal([event.isSet, await event.wait(SOON), event.waitSync(SOON)], [false, false, false]);
      const waiting = Promise.all([there.wait(), event.wait()]);
      there.set();
      equal([await waiting, event.isSet, event.waitSync()], [[true, true], true, true] as never);
      event.clear();
      equal(there.isSet, false);
      const barrier = await connected((m) => m.Barrier(2));
      const ranks = await Promise.all([barrier.here.wait(), barrier.there.wait()]);
      equal(ranks.toSorted(), [0, 1]);
      await rejects(BrokenBarrierError, barrier.here.wait(SOON));
      equal([barrier.there.broken, barrier.there.parties, barrier.here.waiting], [true, 2, 0]);
      throws(BrokenBarrierError, () => barrier.there.waitSync());
      barrier.here.reset();
      const late = rejects(BrokenBarrierError, barrier.there.wait());
      equal(barrier.here.broken, false);
      barrier.here.abort();
      await late;
    },
    'a Queue has its order and its bound, and is shut down': async () => {
      const { here, there } = await connected((m) => m.JoinableQueue<unknown>({ maxsize: 2 }));
      await here.put({ a: [1n] });
      there.putSync('second');
      throws(Full, () => here.putNowait(3));
      await rejects(Full, here.put(3, SOON));
      equal([here.size, here.full, there.empty, there.maxsize, there.unfinishedTasks], [
        2,
        true,
        false,
        2,
        2,
      ] as never);
      const third = here.put('third');
      equal([await there.get(), there.getSync()], [{ a: [1n] }, 'second']);
      await third;
      equal(await there.join(SOON), false);
      const joined = here.join();
      equal(there.getNowait(), 'third');
      for (let done = 0; done < 3; done += 1) there.taskDone();
      ok(await joined, 'it is not joined');
      throws(RangeError, () => there.taskDone());
      throws(Empty, () => there.getNowait());
      await rejects(Empty, here.get(SOON));
      const stop = new AbortController();
      const none = rejects(Error, there.get({ signal: stop.signal }));
      equal(there.empty, true);
      stop.abort(new Error('enough'));
      equal((await none).message, 'enough');
      for (const item of [1, 2]) await here.put(item);
      const seen: unknown[] = [];
      here.shutdown();
      for await (const item of there) seen.push(item);
      equal([seen, there.isShutdown], [[1, 2], true]);
      await rejects(ShutDown, here.put(3));
      here.close();
      equal([here.closed, there.closed], [true, false]);
      throws(RangeError, () => here.getNowait());
    },
  },
};
