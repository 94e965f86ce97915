import type { Place } from './cases.ts';
import { contract } from './contract.ts';
import type { Harness } from './harness.ts';
import { rlockSuite } from './rlock/index.ts';

/** What an RLock does, alone and under a Condition, in the first agent and in threads. */
export function rlockContract(h: Harness, agent?: Place['agent']): void {
  h.describe('RLock', () => contract(h, rlockSuite, agent));
}
