import type { Program } from '../agent/program.ts';
import type { Address } from '../memory/index.ts';

/** Who runs the work of futures, and knows each by its ticket: a pool. */
export interface Keeper {
  /** In whose memory the work is. */
  readonly program: Program;
  /** Takes back work that has not begun; false when it has. */
  withdraw(ticket: number): boolean;
  begun(ticket: number): boolean;
  /** Whether a result is there that comes by a message, which only this agent's event loop can take in. */
  needsLoop(ticket: number): boolean;
  /** The future's state is a word in shared memory from now on. */
  share(ticket: number, at: Address): void;
  /** Looks for results, for as long as that is likely to pay; true when there were any. */
  spin(): boolean;
}
