import type { Place } from './cases.ts';
import { contract } from './contract.ts';
import type { Harness } from './harness.ts';
import { ofOneThread, queueSuite, simpleQueueSuite } from './queue/index.ts';

/** What a Queue, a LifoQueue and a PriorityQueue do, in the first agent and in threads. */
export function queueContract(h: Harness, agent?: Place['agent']): void {
  h.describe('Queue', () => {
    if (agent !== 'thread') contract(h, queueSuite, 'main');
    if (agent === 'main') return;
    contract(h, { ...queueSuite, variants: ['Queue'] }, 'thread');
    // What differs between them does so in one thread: starting others from a thread takes Deno a second each.
    contract(h, { ...queueSuite, variants: ['LifoQueue', 'PriorityQueue'], groups: ofOneThread }, 'thread');
  });
}

/** What a SimpleQueue does, in the first agent and in threads. */
export function simpleQueueContract(h: Harness, agent?: Place['agent']): void {
  h.describe('SimpleQueue', () => contract(h, simpleQueueSuite, agent));
}
