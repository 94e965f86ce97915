/**
 * What processes of the suites do, and threads beside them. What they have to say to each other they say by counters
 * that are semaphores.
 *
 * @module
 */

import { BrokenBarrierError } from '../../errors.ts';
import type { Barrier, Condition, Event, Lock, RLock, Semaphore } from '../../multiprocessing/index.ts';
import { defineTasks, type TaskRef } from '../../task/index.ts';
import { sleep } from '../board.ts';
import { shareBodies } from './share-tasks.ts';

const bodies = {
  /** That it runs, and the process that it runs in. */
  hello(): string {
    return 'hello';
  },

  /** Takes and gives back, and counts in between what only one at a time can count. */
  count(lock: Lock | RLock, tally: Semaphore, inside: Semaphore, times: number): number {
    let violations = 0;
    for (let i = 0; i < times; i += 1) {
      lock.acquireSync();
      if (inside.value !== 0) violations += 1;
      inside.release();
      tally.release();
      inside.tryAcquire();
      lock.release();
    }
    return violations;
  },

  /** Holds until it is told to go on. */
  hold(lock: Lock | RLock, held: Event, go: Event): void {
    lock.acquireSync();
    held.set();
    go.waitSync();
    lock.release();
  },

  /** Holds, and never gives back. */
  async keep(lock: Lock | RLock, held: Event): Promise<void> {
    lock.acquireSync();
    held.set();
    await sleep(2 ** 30);
  },

  /** Holds in a flow, twice, and never gives back. */
  async keepInFlow(lock: RLock, held: Event): Promise<void> {
    await lock.run(() =>
      lock.run(async () => {
        held.set();
        await sleep(2 ** 30);
      }),
    );
  },

  /** Takes it, blocking or not; gives whether it was abandoned. */
  async takeOver(lock: Lock, blocks: boolean, waits: Semaphore): Promise<boolean> {
    waits.release();
    if (blocks) lock.acquireSync();
    else await lock.acquire();
    const { abandoned } = lock;
    lock.release();
    return abandoned;
  },

  /** Everything that may be asked of a lock that is held elsewhere, without waiting. */
  seeHeld(lock: Lock | RLock): [locked: boolean, had: boolean, had: boolean] {
    return [lock.locked, lock.tryAcquire(), lock.acquireSync({ timeout: 0 })];
  },

  print(thing: object): string {
    return String(thing);
  },

  /** Waits to be notified. */
  wait(condition: Condition, waits: Semaphore, woken: Semaphore, timeout: number): boolean {
    return condition.lock.runSync(() => {
      waits.release();
      const notified = condition.waitSync({ timeout });
      if (notified) woken.release();
      return notified;
    });
  },

  async waitAsync(condition: Condition, waits: Semaphore, woken: Semaphore): Promise<void> {
    await condition.run(async () => {
      waits.release();
      await condition.wait();
      woken.release();
    });
  },

  /** Waits until a counter has reached a value; gives whether it did, and how long it took. */
  waitFor(condition: Condition, state: Semaphore, value: number, timeout: number): [boolean, number] {
    const started = performance.now();
    const came = condition.lock.runSync(() =>
      condition.waitForSync(() => state.value === value, { timeout }),
    );
    return [came, performance.now() - started];
  },

  /** Changes what others wait for. */
  change(condition: Condition, state: Semaphore): void {
    condition.lock.runSync(() => {
      state.release();
      condition.notify();
    });
  },

  /** Says that it is there, and sets a little later. */
  async set(event: Event, afterMs: number, there: Semaphore): Promise<void> {
    there.release();
    await sleep(afterMs);
    event.set();
  },

  /** Waits for an event, in either way. */
  async waitEvent(event: Event, waits: Semaphore, blocks: boolean): Promise<boolean> {
    waits.release();
    return blocks ? event.waitSync() : event.wait();
  },

  /** Waits for a permit for ever, with nobody to give one. */
  async starve(permits: Semaphore, waits: Semaphore, blocks: boolean): Promise<void> {
    waits.release();
    if (blocks) permits.acquireSync();
    else await permits.acquire();
  },

  /** Passes so many rounds; gives the indices. */
  meet(barrier: Barrier, rounds: number): number[] {
    return Array.from({ length: rounds }, () => barrier.waitSync());
  },

  /** Meets, and says what came of it. */
  async tryToMeet(barrier: Barrier, afterMs: number, timeout?: number): Promise<string> {
    await sleep(afterMs);
    try {
      barrier.waitSync(timeout === undefined ? {} : { timeout });
      return 'passed';
    } catch (error) {
      return error instanceof BrokenBarrierError ? 'broken' : String(error);
    }
  },

  /** Passes rounds, and after each one checks that nobody is more than a round away. */
  inStep(barrier: Barrier, passed: Semaphore, parties: number, rounds: number): number {
    let outOfStep = 0;
    for (let round = 0; round < rounds; round += 1) {
      barrier.waitSync();
      passed.release();
      const { value } = passed;
      if (value <= round * parties || value > (round + 2) * parties) outOfStep += 1;
    }
    return outOfStep;
  },

  /** Waits where only a death can wake it. */
  async waitAtBarrier(barrier: Barrier): Promise<void> {
    await barrier.wait();
  },
};

type Tasks<D> = { readonly [K in keyof D]: D[K] & TaskRef };

export type PeerTasks = Tasks<typeof bodies> & Tasks<typeof shareBodies>;

export const peerTasks: PeerTasks = defineTasks(import.meta.url, { ...bodies, ...shareBodies });
