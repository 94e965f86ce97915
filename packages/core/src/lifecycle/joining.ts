/**
 * Waiting for a thread's end: its record's state is a wait point that only rises, so whoever sees ENDED may go on.
 *
 * @module
 */

import { deadlineOf, timeoutOf, type WaitOptions, type WaitSyncOptions } from '../agent/deadline.ts';
import type { Program } from '../agent/program.ts';
import { hasEnded, isForeign, ownRecord, recordName } from './thread-record.ts';
import { waitSync } from '../agent/wait-point.ts';
import { StateError } from '../errors.ts';
import { HEADER, type Address } from '../memory/index.ts';

function ended(program: Program, record: Address): true | undefined {
  return hasEnded(program, record) || undefined;
}

/** Those that can only be waited for in vain. */
function refuse(program: Program, record: Address): void {
  const why =
    record === ownRecord(program)
      ? 'it is this thread, which would wait for itself'
      : isForeign(program, record)
        ? 'it runs in a worker that was not started as a Thread, whose end nobody is told; have it set an Event when it is done'
        : undefined;
  if (why !== undefined) throw new StateError(`Cannot join ${recordName(program, record)}: ${why}`);
}

/** In an exit handler no other thread will come to its end any more. */
function refuseAtExit(program: Program, record: Address): void {
  if (program.words.load(HEADER.exiting) === 0) return;
  throw new StateError(`Cannot join ${recordName(program, record)}: the program is ending and it still runs`);
}

export async function join(
  owner: object,
  program: Program,
  record: Address,
  options: WaitOptions | undefined,
): Promise<boolean> {
  refuse(program, record);
  const timeout = timeoutOf(options);
  if (options?.signal?.aborted === true) throw options.signal.reason;
  const attempt = (): true | undefined => ended(program, record);
  if (attempt() === true) return true;
  if (timeout === 0) return false;
  return (await program.waits.wait(owner, record, attempt, deadlineOf(timeout), options?.signal)) ?? false;
}

export function joinSync(program: Program, record: Address, options: WaitSyncOptions | undefined): boolean {
  refuse(program, record);
  const timeout = timeoutOf(options);
  if (ended(program, record) === true) return true;
  refuseAtExit(program, record);
  if (timeout === 0) return false;
  return (
    waitSync(program, record, () => ended(program, record), deadlineOf(timeout), 'thread.join()') ?? false
  );
}
