import { BoundedSemaphore, Event, Semaphore } from '../../multiprocessing/index.ts';
import { elapsed, lasted, until } from '../board.ts';
import { equal, ok, throws } from '../check.ts';
import { inspect } from '../runtime.ts';
import type { PeerCase } from './locks.ts';

export const counterCases: Readonly<Record<string, PeerCase>> = {
  'MSEM-03 a semaphore without a permit is not had, at once or after the time': async (crew) => {
    const permits = new Semaphore(0);
    equal([permits.tryAcquire(), permits.acquireSync({ timeout: 0 })], [false, false]);
    lasted(await elapsed(() => equal(permits.acquireSync({ timeout: 150 }), false)), 150, 'acquireSync');
    lasted(await elapsed(async () => equal(await permits.acquire({ timeout: 150 }), false)), 150, 'acquire');
    for (const peer of crew.all) {
      const waits = new Semaphore(0);
      for (const blocks of [true, false]) {
        const theirs = peer.run('starve', permits, waits, blocks);
        ok(await waits.acquire({ timeout: 20_000 }), 'it does not wait');
        permits.release();
        await theirs;
        equal(permits.value, 0);
      }
    }
  },
  'a bounded one refuses a release too many, from whichever process': async (crew) => {
    const permits = new BoundedSemaphore(1);
    throws(RangeError, () => permits.release());
    equal(permits.value, 1);
    equal(await crew.of('bun').run('print', permits), String(permits));
  },
  'the permits of a process that is killed are not recovered, and its waiting takes none': async (crew) => {
    for (const runtime of crew.runtimes) {
      for (const blocks of [true, false]) {
        const [permits, waits, doomed] = [new Semaphore(0), new Semaphore(0), crew.start(runtime)];
        doomed.leave('starve', permits, waits, blocks);
        ok(await waits.acquire({ timeout: 20_000 }), 'it does not wait');
        await doomed.kill();
        permits.release();
        ok(await permits.acquire({ timeout: 20_000 }), 'a dead process took the permit');
      }
    }
  },
  'MEVT-01 an event that is set in one process lets all go on': async (crew) => {
    const event = new Event();
    equal(event.waitSync({ timeout: 0 }), false);
    lasted(await elapsed(() => equal(event.waitSync({ timeout: 150 }), false)), 150, 'waitSync');
    event.set();
    equal([event.waitSync(), event.waitSync({ timeout: 1 })], [true, true]);
    for (const peer of crew.all) {
      const there = new Semaphore(0);
      event.clear();
      const theirs = peer.run('set', event, 20, there);
      // What is told to a process may need this thread's event loop.
      await there.acquire();
      equal(event.waitSync(), true, 'it blocked until another set it');
      await theirs;
      event.clear();
      const again = peer.run('set', event, 20, there);
      equal(await event.wait(), true);
      await again;
    }
    event.clear();
    const waits = new Semaphore(0);
    const all = crew.all.flatMap((peer) => peer.run('waitEvent', event, waits, peer !== crew.of('deno')));
    await until(() => waits.value === 3, 'all wait');
    event.set();
    equal(await Promise.all(all), [true, true, true]);
  },
  'MEVT-02 an event prints whether it is set, in every process': async (crew) => {
    const event = new Event({ name: 'seen' });
    equal([String(event), inspect(event)], ['Event(seen, unset)', 'Event(seen, unset)']);
    event.set();
    for (const peer of crew.all) equal(await peer.run('print', event), 'Event(seen, set)');
  },
};
