import type { Place } from './cases.ts';
import { contract } from './contract.ts';
import type { Harness } from './harness.ts';
import { barrierSuite } from './barrier/index.ts';

/** What a Barrier does, in the first agent and in threads. */
export function barrierContract(h: Harness, agent?: Place['agent']): void {
  h.describe('Barrier', () => contract(h, barrierSuite, agent));
}
