/**
 * Who is there: the threads of the program, from any of them.
 *
 * @module
 */

import { currentProgram, type Program } from '../agent/program.ts';
import { ENDED, holdRecord, ownRecord, RECORD } from '../lifecycle/thread-record.ts';
import { agents, HEADER, type Address } from '../memory/index.ts';
import type { ThreadInfo } from '../lifecycle/thread-info.ts';
import { infoOf } from '../lifecycle/thread-view.ts';

/** The longest timeout: any number is accepted. */
export const TIMEOUT_MAX: number = Number.MAX_VALUE;

/** The thread that this is called in. */
export function currentThread(): ThreadInfo {
  const program = currentProgram();
  return infoOf(program, ownRecord(program));
}

/** The thread that the program began with. */
export function mainThread(): ThreadInfo {
  const program = currentProgram();
  ownRecord(program);
  return infoOf(program, program.words.load(HEADER.firstRecord));
}

/** All threads that were started and have not ended. */
export function enumerate(): ThreadInfo[] {
  const program = currentProgram();
  return livingRecords(program).map((record) => {
    const info = infoOf(program, record);
    // The wrapper holds it from here on.
    program.release(record);
    return info;
  });
}

/** How many threads were started and have not ended. */
export function activeCount(): number {
  const program = currentProgram();
  const records = livingRecords(program);
  for (const record of records) program.release(record);
  return records.length;
}

/** This thread's identifier in the program. */
export function getIdent(): number {
  const program = currentProgram();
  return program.words.load(ownRecord(program) + RECORD.ident);
}

/** The kernel's identifier of this thread, null where it cannot be had. */
export function getNativeId(): number | null {
  return currentProgram().host.nativeThreadId();
}

/** The records of living threads, each with a reference that the caller gives back. */
function livingRecords(program: Program): Address[] {
  const { words } = program;
  ownRecord(program);
  const records: Address[] = [];
  for (const id of agents(words)) {
    const record = holdRecord(program, id);
    if (record === 0) continue;
    if (words.load(record) === ENDED) program.release(record);
    else records.push(record);
  }
  return records;
}
