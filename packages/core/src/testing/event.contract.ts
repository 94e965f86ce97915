import type { Place } from './cases.ts';
import { contract } from './contract.ts';
import type { Harness } from './harness.ts';
import { eventSuite } from './event/index.ts';

/** What an Event does, in the first agent and in threads. */
export function eventContract(h: Harness, agent?: Place['agent']): void {
  h.describe('Event', () => contract(h, eventSuite, agent));
}
