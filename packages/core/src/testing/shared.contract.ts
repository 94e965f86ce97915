import type { Place } from './cases.ts';
import { contract } from './contract.ts';
import type { Harness } from './harness.ts';
import { sharedSuite } from './shared/index.ts';

/** What shared does, in the first agent and in threads. */
export function sharedContract(h: Harness, agent?: Place['agent']): void {
  h.describe('shared', () => contract(h, sharedSuite, agent));
}
