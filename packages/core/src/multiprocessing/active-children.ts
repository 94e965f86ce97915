import { Arrival } from '../agent/primitive.ts';
import { currentProgram, type Program } from '../agent/program.ts';
import { livingChildren } from '../lifecycle/processes/child-list.ts';
import type { Address } from '../memory/index.ts';
import { handleOfChild } from './child-view.ts';
import { Process } from './process.ts';

/**
 * The children of this process that have not ended, whichever of its threads started them.
 *
 * @see https://docs.python.org/3/library/multiprocessing.html#multiprocessing.active_children
 */
export function activeChildren(): Process[] {
  const program = currentProgram();
  return livingChildren(program)
    .map((record) => processOf(program, record))
    .filter(({ isAlive }) => isAlive);
}

/** The caller's reference becomes the wrapper's, or is given back. */
function processOf(program: Program, record: Address): Process {
  const known = program.wrapperOf(record);
  // Not by its class, of which a thread may have two copies.
  if (known !== undefined && 'terminate' in known) {
    program.release(record);
    return known as Process;
  }
  const made = Process.arrive(new Arrival(program, handleOfChild(program, record)));
  program.know(made, record);
  return made;
}
