import { currentProgram } from '../agent/program.ts';
import { agents, SLOT, slotAddress } from '../memory/index.ts';

/** How many agents of this program block on something. */
export function blocked(): number {
  const { words } = currentProgram();
  return [...agents(words)].filter((id) => words.load(slotAddress(id) + SLOT.waitingOn) !== 0).length;
}
