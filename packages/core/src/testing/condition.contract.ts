import type { Place } from './cases.ts';
import { conditionSuite } from './condition/index.ts';
import { contract } from './contract.ts';
import type { Harness } from './harness.ts';

/** What a Condition does, over each kind of lock, in the first agent and in threads. */
export function conditionContract(h: Harness, agent?: Place['agent']): void {
  h.describe('Condition', () => contract(h, conditionSuite, agent));
}
