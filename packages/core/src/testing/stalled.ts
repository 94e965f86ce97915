/**
 * A wake-up given to an asynchronous waiter is a hint, never ownership: whatever becomes of that waiter's agent,
 * the next waiter goes on.
 *
 * @module
 */

import { Event } from '../threading/index.ts';
import { aMoment, board, DONE, GO, GOT, mark, PATIENCE, reaches, read, STARTED } from './board.ts';
import type { Case, CaseGroup } from './cases.ts';
import { ok } from './check.ts';
import type { Context } from './context.ts';
import { waysToDie, type WayToDie } from './runtime.ts';
import { type Stall, stalledTasks, type Waitable } from './stalled.tasks.ts';

type Next = 'a blocking thread' | 'an asynchronous thread' | 'a flow of this thread';

const nexts: readonly Next[] = ['a blocking thread', 'an asynchronous thread', 'a flow of this thread'];
const left: readonly Stall[] = ['aborted', 'timed out', 'dead'];
const unable: readonly Stall[] = ['blocked', 'busy'];

/** Makes the next waiter; gives what ends when it has gone on (and, of a lock, has released it). */
async function wait(t: Context, on: Waitable, next: Next): Promise<() => Promise<void>> {
  const b = board();
  if (next === 'a flow of this thread') {
    const waiting = 'release' in on ? on.run(() => true) : on.wait();
    return async () => ok(await waiting, 'the wait gave false');
  }
  t.start(stalledTasks.next, on, next === 'a blocking thread', b);
  await reaches(b, STARTED, 1);
  return () => reaches(b, DONE, 1);
}

async function stalled(t: Context, on: Waitable, stall: Stall, next: Next, way: WayToDie): Promise<void> {
  const [b, gate] = [board(), new Event()];
  const release = (): void => ('release' in on ? on.release() : on.set());
  if ('release' in on) await on.acquire();
  const waiter = t.launch(stalledTasks.stall, [on, stall, gate, b, way]);
  await reaches(b, STARTED, 1);
  const goneOn = await wait(t, on, next);
  await aMoment();
  release();
  const inOrder = t.place.variant === 'fair' && unable.includes(stall);
  if (inOrder) {
    await aMoment();
    ok(read(b, GOT) === 0, 'the stalled one went on');
  } else await goneOn();
  mark(b, GO);
  gate.set();
  await goneOn();
  ok(await waiter.join({ timeout: PATIENCE }), 'the stalled thread does not end');
  if (unable.includes(stall)) {
    if (waiter.error !== undefined) throw waiter.error;
    ok(read(b, GOT) === 1, 'the stalled one never went on');
  }
}

function cases(
  make: (t: Context) => Waitable,
  stalls: readonly Stall[],
  others = nexts,
): Record<string, Case> {
  const all: Record<string, Case> = {};
  for (const stall of stalls) {
    for (const next of others) {
      all[`${stall}: ${next}`] = async (t) => {
        for (const way of stall === 'dead' ? waysToDie[t.place.runtime] : waysToDie.node)
          await stalled(t, make(t), stall, next, way);
      };
    }
  }
  return all;
}

const title = 'the next waiter goes on when an asynchronous waiter’s agent is';

export const stalledLock: CaseGroup = {
  title,
  where: 'everywhere',
  variant: 'barging',
  cases: cases((t) => t.lock(), [...left, ...unable]),
};

/** A fair lock keeps its order, so a thread that cannot run now is waited for, and one that left is not. */
export const stalledFairLock: CaseGroup = {
  title: 'of a fair lock the next goes on, in its turn, when an asynchronous waiter’s agent is',
  where: 'everywhere',
  variant: 'fair',
  cases: cases((t) => t.lock(), [...left, ...unable]),
};

export const stalledSemaphore: CaseGroup = {
  title,
  where: 'everywhere',
  variant: 'Semaphore',
  cases: cases(
    (t) => new t.of.Semaphore(1),
    ['aborted', 'dead', 'busy'],
    ['a blocking thread', 'an asynchronous thread'],
  ),
};

export const stalledEvent: CaseGroup = {
  title,
  where: 'everywhere',
  cases: cases((t) => new t.of.Event(), [...left, ...unable]),
};
