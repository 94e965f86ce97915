import type { WaitSyncOptions } from '../agent/deadline.ts';
import { BlockingNotAllowedError, DeadlockError } from '../errors.ts';
import type { Future } from './future.ts';
import { inner } from './inner.ts';

/**
 * Refuses a blocking wait in vain: for futures that nobody but this thread knows, or whose results its event loop alone
 * could take in. False where at least one of them may end.
 *
 * @throws {DeadlockError}
 * @throws {BlockingNotAllowedError}
 */
export function refuseToBlock(
  pending: Iterable<Future<unknown>>,
  { timeout = Infinity }: WaitSyncOptions = {},
  asyncForm: string,
): false {
  let first: Future<unknown> | undefined;
  let byMessage = false;
  for (const future of timeout === 0 ? [] : pending) {
    first ??= future;
    if (inner.needsLoop(future)) byMessage = true;
    else if (timeout !== Infinity || inner.reach(future) !== 'alone') return false;
  }
  if (first === undefined) return false;
  if (byMessage) throw blockedByMessage(String(first), asyncForm);
  throw new DeadlockError(
    `Cannot block on ${first}: only this thread knows it, which would wait for itself; use \`await ${asyncForm}\``,
  );
}

/** For a thread that blocks on what comes by a message that only its event loop can take in. */
export function blockedByMessage(what: string, asyncForm: string): BlockingNotAllowedError {
  return new BlockingNotAllowedError(
    `Cannot block on ${what}: a result is transferred by a message, which this runtime gives to the event loop alone; ` +
      `use \`await ${asyncForm}\``,
  );
}
