import type { Place } from './cases.ts';
import { connectionSuite, insideOneThread } from './connection/index.ts';
import { contract } from './contract.ts';
import type { Harness } from './harness.ts';

/** What a Pipe, a Connection and `wait` do, in the first agent and in threads. */
export function connectionContract(h: Harness, agent?: Place['agent']): void {
  h.describe('Pipe', () => {
    if (agent !== 'thread') contract(h, connectionSuite, 'main', 'process');
    if (agent !== 'main') contract(h, { ...connectionSuite, groups: insideOneThread }, 'thread', 'process');
  });
}
