import { NotOwnedError, ScopeError } from '../../errors.ts';
import { Condition, Event, Lock, RLock, Semaphore } from '../../multiprocessing/index.ts';
import { encodeForProcess } from '../../multiprocessing/segment-link.ts';
import { Lock as ThreadLock, Thread } from '../../threading/index.ts';
import { until } from '../board.ts';
import { equal, includes, ok, throws } from '../check.ts';
import type { Crew } from './crew.ts';
import { peerTasks } from './peer-tasks.ts';

/** A case of processes: given those that it may use. */
export type PeerCase = (crew: Crew) => Promise<void>;

const kinds = {
  'a Lock': () => new Lock(),
  'a fair Lock': () => new Lock({ fair: true }),
  'an RLock': () => new RLock(),
} as const;

export const lockCases: Readonly<Record<string, PeerCase>> = {
  'MLK-02 MLK-07 a lock is the same one in every process': async (crew) => {
    for (const make of Object.values(kinds)) {
      for (const peer of crew.all) {
        const [lock, held, go] = [make(), new Event(), new Event()];
        const theirs = peer.run('hold', lock, held, go);
        await held.wait();
        equal([lock.locked, lock.tryAcquire(), lock.acquireSync({ timeout: 0 })], [true, false, false]);
        equal(lock.acquireSync({ timeout: 20 }), false);
        go.set();
        await theirs;
        equal(lock.locked, false);
        using guard = lock.holdSync();
        equal(guard.held, true);
        equal(await peer.run('seeHeld', lock), [true, false, false]);
        guard.release();
        throws(NotOwnedError, () => lock.release());
      }
    }
  },
  'MLK-05 a re-entrant one is free after as many releases as it was taken, and another is refused': async (
    crew,
  ) => {
    const [lock, peer] = [new RLock(), crew.of('bun')];
    for (let level = 0; level < 3; level += 1) ok(lock.acquireSync(), 'not had');
    for (let level = 0; level < 3; level += 1) {
      equal(await peer.run('seeHeld', lock), [true, false, false]);
      lock.release();
    }
    equal(lock.locked, false);
    throws(NotOwnedError, () => lock.release());
  },
  'MLK-01 a re-entrant one prints who holds it, as far as that is known where it is printed': async (
    crew,
  ) => {
    const [lock, held, go, peer] = [new RLock({ name: 'seen' }), new Event(), new Event(), crew.of('deno')];
    equal(String(lock), 'RLock(seen, unlocked)');
    lock.runSync(() => equal(String(lock), 'RLock(seen, locked, owner MainThread, depth 1)'));
    const theirs = peer.run('hold', lock, held, go);
    await held.wait();
    equal(String(lock), `RLock(seen, locked, owner process ${peer.pid}, depth 1)`);
    go.set();
    await theirs;
    const [held2, go2] = [new Event(), new Event()];
    const thread = new Thread(peerTasks.hold, { args: [lock, held2, go2] }).start();
    await held2.wait();
    equal(String(lock), 'RLock(seen, locked, owner another thread, depth 1)');
    includes(await peer.run('print', lock), 'RLock(seen, locked, owner process ');
    go2.set();
    ok(await thread.join(), 'it does not end');
  },
  'excludes: processes of all runtimes and a thread count together, and lose nothing': async (crew) => {
    for (const make of Object.values(kinds)) {
      const [lock, tally, inside, times] = [make(), new Semaphore(0), new Semaphore(0), 1000];
      const thread = new Thread(peerTasks.count, { args: [lock, tally, inside, times] }).start();
      const theirs = await Promise.all(crew.all.map((peer) => peer.run('count', lock, tally, inside, times)));
      ok(await thread.join(), 'it does not end');
      if (thread.error !== undefined) throw thread.error;
      equal(theirs, [0, 0, 0], 'how often two were inside');
      equal([tally.value, inside.value, lock.locked], [4 * times, 0, false]);
    }
  },
  'MLK-11 a lock whose holder is killed goes to one that waits, which is told': async (crew) => {
    for (const [kind, make] of Object.entries(kinds)) {
      for (const runtime of crew.runtimes) {
        const [lock, held, peer] = [make(), new Event(), crew.start(runtime)];
        peer.leave('keep', lock, held);
        await held.wait();
        const killed = peer.kill();
        ok(lock.acquireSync({ timeout: 20_000 }), `${kind} of ${runtime} was not had`);
        equal([lock.locked, lock.abandoned], [true, true], `${kind} of ${runtime}`);
        lock.release();
        equal([lock.locked, lock.abandoned], [false, false], `${kind} of ${runtime}`);
        await killed;
      }
    }
  },
  'MLK-11 one that is held in a flow goes to one that waits in a flow': async (crew) => {
    for (const runtime of crew.runtimes) {
      const [lock, held, peer] = [new RLock(), new Event(), crew.start(runtime)];
      peer.leave('keepInFlow', lock, held);
      await held.wait();
      const mine = lock.run(() => [lock.abandoned, lock.depth]);
      await peer.kill();
      equal(await mine, [true, 1]);
      equal([lock.locked, lock.depth], [false, 0]);
    }
  },
  'MLK-11 all that wait for it in other processes get it, and one of them is told': async (crew) => {
    const [lock, held, waits, doomed] = [new Lock(), new Event(), new Semaphore(0), crew.start('bun')];
    doomed.leave('keep', lock, held);
    await held.wait();
    const theirs = crew.all.map((peer, index) => peer.run('takeOver', lock, index !== 1, waits));
    const mine = lock.acquire().then(() => {
      const { abandoned } = lock;
      lock.release();
      return abandoned;
    });
    await until(() => waits.value === 3, 'all wait');
    await doomed.kill();
    const told = [...(await Promise.all(theirs)), await mine];
    equal(told.filter(Boolean).length, 1, 'how many were told');
    equal(lock.locked, false);
  },
  'of threads is refused for a process, by an error that names the place': async () => {
    const lock = new ThreadLock();
    const error = throws(ScopeError, () => encodeForProcess([1, { nested: new Map([['it', lock]]) }]));
    equal(error.path, 'args[1].nested.get("it")');
    includes(error.message, 'multiprocessing');
    equal(throws(ScopeError, () => new Condition(lock as never)).path, 'lock');
  },
};
