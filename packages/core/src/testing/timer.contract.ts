import type { Place } from './cases.ts';
import { contract } from './contract.ts';
import type { Harness } from './harness.ts';
import { timerSuite } from './timer/index.ts';

/** What a Timer does, in the first agent and in threads. */
export function timerContract(h: Harness, agent?: Place['agent']): void {
  h.describe('Timer', () => contract(h, timerSuite, agent));
}
