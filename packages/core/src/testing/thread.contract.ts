import type { Place } from './cases.ts';
import { contract } from './contract.ts';
import type { Harness } from './harness.ts';
import { threadSuite } from './thread/index.ts';

/** What a Thread does, in the first agent and in threads. */
export function threadContract(h: Harness, agent?: Place['agent']): void {
  h.describe('Thread', () => contract(h, threadSuite, agent));
}
