/**
 * Which process this is, and which has started it.
 *
 * @module
 */

import { currentProgram } from '../agent/program.ts';
import { StateError } from '../errors.ts';
import { originOf } from '../lifecycle/processes/origin.ts';
import { ownIdentity } from '../lifecycle/processes/start-child.ts';
import { DistantProcess } from './distant-process.ts';
import type { ProcessInfo } from './process-info.ts';

/** This process, which never sees its own end. */
class CurrentProcess extends DistantProcess {
  override get isAlive(): boolean {
    return true;
  }

  override async join(): Promise<boolean> {
    return this.joinSync();
  }

  override joinSync(): boolean {
    throw new StateError(`Cannot join ${this.name}: it is this process, which would wait for itself`);
  }
}

DistantProcess.travels(CurrentProcess);

let current: CurrentProcess | undefined;
let parent: DistantProcess | undefined;

/** The process that this is called in: `MainProcess` where a user started it. */
export function currentProcess(): ProcessInfo {
  current ??= new CurrentProcess(ownIdentity(currentProgram()));
  return current;
}

/** The process that has started this one; null in the main process. */
export function parentProcess(): ProcessInfo | null {
  const identity = originOf(currentProgram()).parent;
  if (identity === undefined) return null;
  parent ??= new DistantProcess(identity);
  return parent;
}
