import type { Place } from './cases.ts';
import { contract } from './contract.ts';
import type { Harness } from './harness.ts';
import { lockSuite } from './lock/index.ts';

/** What a Lock does, barging and fair, in the first agent and in threads. */
export function lockContract(h: Harness, agent?: Place['agent']): void {
  h.describe('Lock', () => contract(h, lockSuite, agent));
}
