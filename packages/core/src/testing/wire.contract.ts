import type { Place } from './cases.ts';
import { contract } from './contract.ts';
import type { Harness } from './harness.ts';
import { wireSuite } from './wire/index.ts';

/** What becomes of values on their way. */
export function wireContract(h: Harness, agent?: Place['agent']): void {
  h.describe('a value', () => contract(h, wireSuite, agent));
}
