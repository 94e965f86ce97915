/**
 * What may stop one call: its signal, its timeout.
 *
 * @module
 */

import { onAbort } from '../../agent/abort.ts';
import { deadlineOf } from '../../agent/deadline.ts';
import type { Program } from '../../agent/program.ts';
import { TimeoutError } from '../../errors.ts';
import type { CallOptions } from '../dispatch.ts';
import type { Future } from '../future.ts';
import { inner } from '../inner.ts';

interface Steps {
  /** Takes it back; false when it has begun. */
  withdraw(): boolean;
  /** Asks it to stop. */
  abort(): void;
  /** Ends its worker. */
  kill(): void;
  /** Gives the caller an error, whatever becomes of the call. */
  fail(error: unknown): void;
}

export function watchCall(
  program: Program,
  future: Future<unknown>,
  { signal, timeout, kill = false }: CallOptions,
  steps: Steps,
): void {
  const undo: (() => void)[] = [];
  const abort = (): void => {
    if (future.cancel()) return;
    if (!kill) return steps.abort();
    steps.kill();
    steps.fail(signal?.reason);
  };
  const expire = (): void => {
    const error = new TimeoutError(`The call has not ended within ${timeout} ms`);
    if (!steps.withdraw() && kill) steps.kill();
    steps.fail(error);
  };
  if (signal !== undefined) {
    if (signal.aborted) return abort();
    undo.push(onAbort(signal, abort));
  }
  if (timeout !== undefined && timeout !== Infinity) {
    if (timeout === 0) expire();
    else undo.push(program.waits.at(deadlineOf(timeout), expire));
  }
  const unwatch = inner.watch(future, () => {
    if (!future.done) return;
    unwatch();
    for (const step of undo) step();
  });
  if (future.done) {
    unwatch();
    for (const step of undo) step();
  }
}
