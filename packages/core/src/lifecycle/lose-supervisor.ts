/**
 * What follows when the supervisor could not go on: without it nothing is started and no death is seen, so nobody may wait
 * for that. Whoever does, or would, gets an error instead.
 *
 * The supervisor says so itself of an error that nothing has caught, because whoever else might hear of that may be blocked,
 * and wait for it; of what it cannot tell, such as that it ran out of memory, the agent that made it does. Each says it
 * whole: what a record that was made meanwhile needs is done twice, and means nothing the second time.
 *
 * @module
 */

import type { Program } from '../agent/program.ts';
import { StateError } from '../errors.ts';
import { agents, HEADER, SLOT, slotAddress, type AgentId } from '../memory/index.ts';
import { endRecord, uncountRecord } from './thread-record.ts';

/** `first` is the agent that made it, which goes on. */
export function loseSupervisor(program: Program, first: AgentId, reason: string): void {
  const { words, blocks } = program;
  const error = new StateError(`The thread's supervisor could not go on: ${reason}`);
  if (words.exchange(HEADER.unattended, 1) === 0) program.host.writeError(`${error.message}\n`);
  program.bells.alarm();
  for (const id of agents(words)) {
    const record = words.load(slotAddress(id) + SLOT.record);
    if (record === 0 || id === first) continue;
    blocks.meet(record);
    endRecord(program, record, error);
    uncountRecord(program, record);
  }
}
