import type { Place } from './cases.ts';
import { contract } from './contract.ts';
import { futuresSuite } from './futures/index.ts';
import type { Harness } from './harness.ts';

/** What a Future, wait and asCompleted do, in the first agent and in threads. */
export function futuresContract(h: Harness, agent?: Place['agent']): void {
  h.describe('Future', () => contract(h, futuresSuite, agent));
}
