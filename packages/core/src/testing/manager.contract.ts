import type { Place } from './cases.ts';
import { contract } from './contract.ts';
import type { Harness } from './harness.ts';
import { managerSuite } from './manager/index.ts';

/** What a Manager and its proxies do, in the first agent and in threads. */
export function managerContract(h: Harness, agent?: Place['agent']): void {
  h.describe('multiprocessing.Manager', () => contract(h, managerSuite, agent, 'process'));
}
