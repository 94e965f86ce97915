/**
 * What a thread does with a lock or a semaphore, written down.
 *
 * @module
 */

import type { Recorder } from '../../explore/history/index.ts';
import { formOf, OPERATIONS, patience, type Form, type Patience, type Player } from './player.ts';
import { linger } from './window.ts';

/** What a lock and a semaphore have in common. */
export interface Taking {
  tryAcquire(): boolean;
  acquireSync(options?: Patience): boolean;
  acquire(options?: Patience): Promise<boolean>;
  release(): void;
}

/**
 * Takes and gives back, at most `most` at once. Who holds none waits as long as it takes: whoever holds some gives them
 * back, for it waits only for a time. `over`: also gives what it has not got.
 */
export async function playTaking(
  it: Taking,
  { next, recorder, thread }: Player,
  most: number,
  over: boolean,
): Promise<void> {
  let held = 0;
  for (let operation = 0; operation < OPERATIONS; operation += 1) {
    const gives = held === most || (held > 0 ? next() < 0.5 : over && next() < 0.2);
    if (gives) {
      give(it, recorder);
      held = Math.max(0, held - 1);
    } else if (await take(it, recorder, formOf(next, held === 0), next, thread > 0)) held += 1;
    linger(next);
  }
  for (; held > 0; held -= 1) give(it, recorder);
}

function give(it: Taking, recorder: Recorder): void {
  recorder.call('release', [], () => {
    try {
      it.release();
      return undefined;
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  });
}

function take(
  it: Taking,
  recorder: Recorder,
  form: Form,
  next: () => number,
  mayBlock: boolean,
): boolean | Promise<boolean> {
  if (form === 'try') return recorder.call('tryAcquire', [], () => it.tryAcquire());
  const options = patience(form, next);
  if (mayBlock && next() < 0.6) return recorder.call('acquire', [], () => it.acquireSync(options));
  return recorder.callAsync('acquire', [], () => it.acquire(options));
}

/** All that can be had, one after another, and all of it back. */
export function countTaking(it: Taking, recorder: Recorder, permits: number): void {
  let held = 0;
  while (held <= permits && recorder.call('tryAcquire', [], () => it.tryAcquire())) held += 1;
  for (; held > 0; held -= 1) give(it, recorder);
}
