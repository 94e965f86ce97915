/**
 * Waiting for several futures: Python's `concurrent.futures.wait`.
 *
 * @module
 */

import type { WaitOptions } from '../agent/deadline.ts';
import { awaitUntil, blockUntil } from './await-until.ts';
import type { Future } from './future.ts';
import { futuresOf } from './futures-of.ts';
import { Gathering } from './gathering.ts';
import { refuseToBlock } from './refuse-to-block.ts';

const CONDITIONS = ['FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED'] as const;

export interface WaitAll extends WaitOptions {
  /**
   * `FIRST_COMPLETED`: until one has ended. `FIRST_EXCEPTION`: until one has failed, or all have ended.
   * `ALL_COMPLETED`, the default: until all have ended.
   */
  readonly returnWhen?: (typeof CONDITIONS)[number];
}

/** What `wait` gives: each of the futures in one of the two, in the order in which they were given. */
export interface DoneAndNotDone<F> {
  readonly done: Set<F>;
  readonly notDone: Set<F>;
}

/**
 * Waits for futures, of whichever executors and threads. When the timeout passes first it gives what has ended by then;
 * an aborted wait rejects with the signal's reason and leaves no trace. Nothing is cancelled.
 *
 * A cancelled future has ended when whoever was to begin it knows: with an executor's at once, with others when
 * `setRunningOrNotifyCancel` is called.
 *
 * @example
 * ```ts
 * const { done, notDone } = await futures.wait(pending, { returnWhen: 'FIRST_COMPLETED', timeout: 1000 });
 * ```
 *
 * @throws {TypeError} when something in `futures` is no Future
 * @see https://docs.python.org/3/library/concurrent.futures.html#concurrent.futures.wait
 */
export async function wait<F extends Future<unknown>>(
  futures: Iterable<F>,
  options?: WaitAll,
): Promise<{ done: Set<F>; notDone: Set<F> }> {
  const [all, enough] = [futuresOf(futures, 'wait'), conditionOf(options)];
  const gathering = new Gathering(all);
  const watch = (listener: () => void): (() => void) => {
    gathering.watch(listener);
    return () => gathering.leave();
  };
  await awaitUntil(() => enough(gathering), watch, options);
  return parted(all, gathering);
}

/**
 * Blocks until futures have ended, with this thread's timers and sockets; otherwise as `wait`.
 *
 * @throws {DeadlockError} when nobody but this thread knows those that are left, and there is no timeout
 * @throws {BlockingNotAllowedError} where this thread may not block, unless it need not wait
 */
export function waitSync<F extends Future<unknown>>(
  futures: Iterable<F>,
  options?: Omit<WaitAll, 'signal'>,
): { done: Set<F>; notDone: Set<F> } {
  const [all, enough] = [futuresOf(futures, 'wait'), conditionOf(options)];
  const gathering = new Gathering(all);
  const done = (): boolean =>
    gathering.look(() => enough(gathering)) || refuseToBlock(gathering.pending, options, 'futures.wait()');
  if (!enough(gathering)) gathering.watchBlocking();
  try {
    blockUntil(done, options, 'futures.wait()', gathering.shared);
  } finally {
    gathering.leave();
  }
  return parted(all, gathering);
}

type Enough = (gathering: Gathering<Future<unknown>>) => boolean;

function conditionOf(options: Omit<WaitAll, 'signal'> | undefined): Enough {
  const { returnWhen = 'ALL_COMPLETED' } = options ?? {};
  if (!CONDITIONS.includes(returnWhen)) {
    throw new RangeError(
      `Cannot wait: returnWhen must be one of ${CONDITIONS.join(', ')}, received ${String(returnWhen)}`,
    );
  }
  return ({ pending, ended, failed }) =>
    pending.size === 0 ||
    (returnWhen === 'FIRST_COMPLETED' && ended > 0) ||
    (returnWhen === 'FIRST_EXCEPTION' && failed);
}

function parted<F extends Future<unknown>>(
  all: ReadonlySet<F>,
  { pending }: Gathering<F>,
): DoneAndNotDone<F> {
  const [done, notDone] = [new Set<F>(), new Set<F>()];
  for (const future of all) (pending.has(future) ? notDone : done).add(future);
  return { done, notDone };
}
