/**
 * Starts a child process, in whichever thread wants one.
 *
 * Unlike a thread's start it waits until the system has made the process, as Python's does, because then its number is
 * known and a refusal is thrown where it belongs. What it waits for is the supervisor, which never blocks.
 *
 * @module
 */

import { processMemory } from '../../agent/process-memory.ts';
import type { Program } from '../../agent/program.ts';
import { TRACED } from '../../agent/trace-buffer.ts';
import { traceForChild } from '../../agent/trace.ts';
import { waitSync } from '../../agent/wait-point.ts';
import { StateError } from '../../errors.ts';
import type { Command } from '../../host/system-host.ts';
import { HEADER, type Address } from '../../memory/index.ts';
import { control } from '../control.ts';
import { ASKED, childError, createChild, forgetChild, type ChildDetails } from './child-record.ts';
import { originOf } from './origin.ts';
import { requireSystem } from './require-system.ts';
import { writeFrame, type ProcessIdentity } from './start-frame.ts';
import { refuseUnattended } from '../unattended.ts';

export interface ChildToStart extends ChildDetails {
  readonly daemon: boolean;
  /** It may have children, but the program ends it when it has nothing else to wait for. */
  readonly dismissed?: boolean;
  readonly lineage: readonly number[];
  readonly command: Command;
  readonly standby: boolean;
  readonly args: Uint8Array<ArrayBuffer>;
}

/** Gives the child's record, with a reference for the caller. Where it fails it is as if nothing had been started. */
export function startChild(program: Program, child: ChildToStart): Address {
  const { words } = program;
  const { name, task, daemon, dismissed = false, lineage, command, standby, args } = child;
  const system = requireSystem(program, `start ${name}`);
  if (words.load(HEADER.exiting) !== 0) throw new StateError(`Cannot start ${name}: the program is ending`);
  const surroundings = system.surroundings();
  const frame = writeFrame(
    {
      parent: ownIdentity(program),
      name,
      daemon,
      lineage,
      startMethod: words.load(HEADER.startMethod),
      logLevel: words.load(HEADER.logLevel),
      trace: traceForChild(program),
      surroundings: standby ? surroundings : { ...surroundings, env: undefined },
      task,
    },
    args,
  );
  const { cwd, env } = surroundings;
  const record = createChild(program, { name, task }, daemon, dismissed);
  program.waits.trace?.starts(TRACED.process, record, 0, name);
  try {
    const order = { ...command, cwd, env };
    control(program).post({ type: 'launch', record, order, standby, frame }, [frame.buffer]);
  } catch (error) {
    forgetChild(program, record);
    processMemory().giveUp(args);
    throw error;
  }
  const started = (): true | undefined => {
    refuseUnattended(program, `start ${name}`);
    return words.load(record) > ASKED || undefined;
  };
  waitSync(program, record, started, Infinity, '');
  const error = childError(program, record);
  if (error === undefined) return record;
  program.release(record);
  throw error;
}

/** This process, as others may know it. */
export function ownIdentity(program: Program): ProcessIdentity {
  const system = requireSystem(program, 'tell which process this is');
  const { pid } = system;
  const { name, daemon } = originOf(program);
  return { pid, started: system.startedAt(pid) ?? '', name, daemon };
}
