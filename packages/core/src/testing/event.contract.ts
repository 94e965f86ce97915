import type { Place } from './cases.ts';
import { contract, titleOf } from './contract.ts';
import type { Harness } from './harness.ts';
import { eventSuite } from './event/index.ts';

/** What an Event does, in the first agent and in threads, among threads or among processes. */
export function eventContract(h: Harness, agent?: Place['agent'], scope?: Place['scope']): void {
  h.describe(titleOf('Event', scope), () => contract(h, eventSuite, agent, scope));
}
