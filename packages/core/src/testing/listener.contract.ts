import type { Place } from './cases.ts';
import { contract } from './contract.ts';
import type { Harness } from './harness.ts';
import { listenerSuite } from './listener/index.ts';

/** What Listener and Client do, in the first agent and in threads. */
export function listenerContract(h: Harness, agent?: Place['agent']): void {
  h.describe('multiprocessing.Listener and Client', () => contract(h, listenerSuite, agent, 'process'));
}
