import type { Place } from './cases.ts';
import { contract } from './contract.ts';
import type { Harness } from './harness.ts';
import { threadPoolSuite } from './thread-pool/index.ts';

/** What a ThreadPoolExecutor does, owned by the first agent and by threads. */
export function threadPoolContract(h: Harness, agent?: Place['agent']): void {
  h.describe('ThreadPoolExecutor', () => contract(h, threadPoolSuite, agent));
}
