import type { Place } from './cases.ts';
import { contract } from './contract.ts';
import { executorSuite } from './executor/index.ts';
import type { Harness } from './harness.ts';

/** What an executor does, in the first agent and in threads. */
export function executorContract(h: Harness, agent?: Place['agent'], scope: Place['scope'] = 'thread'): void {
  const variant = scope === 'thread' ? 'ThreadPoolExecutor' : 'ProcessPoolExecutor';
  h.describe('Executor', () => contract(h, { ...executorSuite, variants: [variant] }, agent, scope));
}
