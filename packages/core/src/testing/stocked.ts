import { currentProgram } from '../agent/program.ts';
import { agents, SLOT, slotAddress } from '../memory/index.ts';

/** Whether a worker of the stock is in this state. */
export function stocked(state: number): boolean {
  const { words } = currentProgram();
  return [...agents(words)].some((id) => words.load(slotAddress(id) + SLOT.state) === state);
}
