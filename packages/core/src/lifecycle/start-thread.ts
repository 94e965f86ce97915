/**
 * Starts a thread, in whichever agent wants one: on a worker of the stock, or on one that is made for it.
 *
 * @module
 */

import type { Program } from '../agent/program.ts';
import { TRACED } from '../agent/trace-buffer.ts';
import {
  claimSlot,
  freeSlot,
  putBack,
  SLOT,
  slotAddress,
  takeFromStock,
  type Address,
  type AgentId,
} from '../memory/index.ts';
import { requestStart } from './control.ts';
import type { Run } from './messages.ts';
import { BY_MESSAGE, mustBeSent, publish, writeRun } from './start-word.ts';
import { createRecord, uncountRecord } from './thread-record.ts';
import { refuseUnattended } from './unattended.ts';

export interface ThreadToStart {
  readonly name: string;
  readonly daemon: boolean;
  /** A worker of the stock has the runtime's own. */
  readonly stackSize: number | undefined;
  readonly run: Run;
}

export interface Started {
  readonly id: AgentId;
  /** With a reference for the caller. */
  readonly record: Address;
}

/** Where it fails it is as if nothing had been started. */
export function startThread(program: Program, thread: ThreadToStart): Started {
  const { words } = program;
  const { name, daemon, stackSize } = thread;
  refuseUnattended(program, `start ${name}`);
  const taken = stackSize === undefined ? takeFromStock(words) : 0;
  const id = taken === 0 ? claimSlot(words) : taken;
  let record: Address = 0;
  try {
    record = createRecord(program, id, name, daemon);
    program.waits.trace?.starts(TRACED.thread, record, id, name);
    tell(program, id, record, thread, taken !== 0);
  } catch (error) {
    if (record !== 0) {
      words.store(slotAddress(id) + SLOT.record, 0);
      uncountRecord(program, record);
      // The slot's, and the caller's.
      program.release(record);
      program.release(record);
    }
    if (taken === 0) freeSlot(words, id);
    else putBack(words, id);
    throw error;
  }
  return { id, record };
}

/**
 * A worker of the stock needs no message, unless something must move to it. One that sleeps on its word gets the message
 * first, and stays in the stock where that fails. All others take the word away when they run, so it is there before.
 */
function tell(
  program: Program,
  id: AgentId,
  record: Address,
  { name, stackSize, run }: ThreadToStart,
  taken: boolean,
): void {
  const sent = mustBeSent(program, run);
  const start = sent ? BY_MESSAGE : writeRun(program, run);
  const sleeps = taken && program.host.threads.stockSleeps;
  if (!sleeps) publish(program, id, start);
  try {
    if (sent || !taken) {
      const request = { type: 'start', id, record, name, stackSize, run: sent ? run : undefined } as const;
      requestStart(program, request, taken);
    }
  } catch (error) {
    if (!sleeps) publish(program, id, 0);
    if (!sent) program.release(start);
    throw error;
  }
  if (sleeps) publish(program, id, start);
}
