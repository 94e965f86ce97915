/**
 * What a flow of a storm does next: each gets something, in one of the ways that there are, and gives it back.
 *
 * @module
 */

import { BrokenBarrierError, Empty, Full, TimeoutError } from '../../errors.ts';
import type { Lock, RLock } from '../../multiprocessing/index.ts';
import { sleepSync } from '../../memory/index.ts';
import { sleep } from '../board.ts';
import type { Flow } from './flow.ts';
import { giveItem, takeItem } from './items.ts';
import { PERMITS, ROOM } from './gear.ts';
import { RAIN, type Resource } from './storm-board.ts';

export type Step = (flow: Flow) => Promise<void>;

/** Seldom for ever, because a wait that ends by itself may hide that nobody would have ended it. */
function patience({ next }: Flow): { readonly timeout?: number } {
  return next() < 0.3 ? { timeout: next() * 5 } : {};
}

/** What both have that one takes and gives back. */
interface Takeable {
  acquire(options?: { readonly timeout?: number; readonly signal?: AbortSignal }): Promise<boolean>;
  acquireSync(options?: { readonly timeout?: number }): boolean;
  tryAcquire(): boolean;
}

async function take(flow: Flow, resource: Resource, it: Takeable): Promise<boolean> {
  const { next, blocks } = flow;
  return flow.waits(resource, () => {
    if (next() < 0.15) return it.tryAcquire();
    const options = patience(flow);
    if (blocks) return it.acquireSync(options);
    if (next() < 0.85) return it.acquire(options);
    const controller = new AbortController();
    setTimeout(() => controller.abort('aborted'), next() * 4);
    return it.acquire({ signal: controller.signal }).catch((reason: unknown) => {
      if (reason === 'aborted') return false;
      throw reason;
    });
  });
}

async function locked(flow: Flow, resource: Resource, lock: Lock): Promise<void> {
  if (!(await take(flow, resource, lock))) return;
  await flow.inside(resource, lock.abandoned);
  lock.release();
}

async function reentered(flow: Flow, resource: Resource, lock: RLock, body?: () => void): Promise<void> {
  const deep = (depth: number): void => {
    if (lock.depth !== depth) flow.board.trouble('has a depth that it cannot have', resource, lock.depth);
  };
  if (flow.blocks) {
    if (!(await flow.waits(resource, () => lock.acquireSync(patience(flow))))) return;
    deep(1);
    lock.acquireSync();
    deep(2);
    await flow.inside(resource, lock.abandoned, body);
    lock.release();
    lock.release();
    return;
  }
  const had = flow.beginsToWait(resource);
  try {
    await lock.run(async (held) => {
      had();
      deep(1);
      await held.run(async () => {
        deep(2);
        await flow.inside(resource, lock.abandoned, body);
      });
    }, patience(flow));
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
    had();
  }
}

/** Puts an item into a buffer or takes one out, and waits for room or for an item. */
const buffered: Step = async (flow) => {
  const { board, next, blocks } = flow;
  const { changed } = flow.gear;
  const { lock } = changed;
  const puts = next() < 0.5;
  if (!(await take(flow, 'condition', lock))) return;
  flow.enters('condition', lock.abandoned);
  const mayNot = (): boolean => (puts ? board.read('items') >= ROOM : board.read('items') <= 0);
  while (mayNot() && board.read('phase') === RAIN) {
    flow.leaves('condition');
    const options = next() < 0.6 ? { timeout: next() * 30 } : {};
    await flow.waits('condition', () => (blocks ? changed.waitSync(options) : changed.wait(options)), false);
    flow.enters('condition', lock.abandoned);
  }
  if (!mayNot()) {
    board.add('items', puts ? 1 : -1);
    board.add(puts ? 'put' : 'taken');
    if (next() < 0.5) changed.notify();
    else changed.notifyAll();
  }
  flow.leaves('condition');
  lock.release();
};

const permitted: Step = async (flow) => {
  const { board, next } = flow;
  const { permits } = flow.gear;
  if (!(await take(flow, 'semaphore', permits))) return;
  const had = board.have(flow.bit);
  flow.holds('semaphore');
  board.count('done', 'semaphore');
  if (had > PERMITS) board.trouble('is had by more than there are permits', 'semaphore', had);
  const chance = next();
  if (chance < 0.3) {
    if (flow.blocks) sleepSync(chance * 10);
    else await sleep(chance * 10);
  }
  flow.unsure();
  board.haveNot(flow.bit);
  permits.release();
};

const signalled: Step = async (flow) => {
  const { event } = flow.gear;
  const { board, next, blocks } = flow;
  const chance = next();
  if (chance < 0.3) event.set();
  else if (chance < 0.4) event.clear();
  else
    await flow.waits(
      'event',
      () => (blocks ? event.waitSync(patience(flow)) : event.wait(patience(flow))),
      false,
    );
  board.count('done', 'event');
};

const met: Step = async (flow) => {
  const { barrier } = flow.gear;
  const { board, next, blocks } = flow;
  const options = { timeout: 20 + next() * 200 };
  try {
    await flow.waits('barrier', () => (blocks ? barrier.waitSync(options) : barrier.wait(options)), false);
    board.count('done', 'barrier');
  } catch (error) {
    if (!(error instanceof BrokenBarrierError)) throw error;
    if (board.read('phase') === RAIN && barrier.broken) barrier.reset();
  }
};

/** Puts an item or gets one; a wait that is too long for it has put none, and got none. */
const queued: Step = async (flow) => {
  const { board, next, blocks } = flow;
  const { queue } = flow.gear;
  const puts = next() < 0.5;
  const options = (): { readonly timeout?: number; readonly signal?: AbortSignal } => {
    if (blocks || next() < 0.9) return patience(flow);
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Full('aborted')), next() * 4);
    return { signal: controller.signal };
  };
  try {
    if (puts) {
      await flow.waits('room in the queue', () => giveItem(board, queue, blocks, options()));
    } else await flow.waits('queue', () => takeItem(board, queue, blocks, options()));
  } catch (error) {
    if (!(error instanceof Empty || error instanceof Full)) throw error;
    flow.between();
  }
};

/** Exact only if its lock excludes. */
const summed: Step = async (flow) => {
  const { sum, hits } = flow.gear;
  const { board } = flow;
  board.add('asked');
  hits.add(1n);
  board.add('added');
  await reentered(flow, 'value', sum.lock as RLock, () => {
    const seen = sum.value;
    for (let turn = 0; turn < 30; turn += 1);
    sum.value = seen + 1;
    board.add('sum');
  });
};

/** Those that hold come more often: theirs are the deaths that matter most. */
const STEPS: readonly Step[] = [
  (flow) => locked(flow, 'barging lock', flow.gear.barging),
  (flow) => locked(flow, 'barging lock', flow.gear.barging),
  (flow) => locked(flow, 'fair lock', flow.gear.fair),
  (flow) => locked(flow, 'fair lock', flow.gear.fair),
  (flow) => reentered(flow, 'rlock', flow.gear.reentrant),
  summed,
  buffered,
  permitted,
  signalled,
  met,
  queued,
  queued,
];

export const anyStep: Step = (flow) => STEPS[Math.floor(flow.next() * STEPS.length)]!(flow);
