import type { Place } from './cases.ts';
import { contract } from './contract.ts';
import type { Harness } from './harness.ts';
import { localSuite } from './local/index.ts';

/** What a Local does, in the first agent and in threads. */
export function localContract(h: Harness, agent?: Place['agent']): void {
  h.describe('Local', () => contract(h, localSuite, agent));
}
