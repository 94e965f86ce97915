import type { Place, Suite } from './cases.ts';
import { contract } from './contract.ts';
import type { Harness } from './harness.ts';
import { insideOneThread, processQueueSuite, processSimpleQueueSuite } from './process-queue/index.ts';
import { ofOneThread } from './queue/index.ts';

/** What a Queue, a JoinableQueue and a SimpleQueue of processes do, in the first agent and in threads. */
export function processQueueContract(h: Harness, agent?: Place['agent']): void {
  const declare = (suite: Suite, variant: string): void => {
    const of = { ...suite, variants: [variant] };
    if (agent !== 'thread') contract(h, of, 'main', 'process');
    // Starting others from a thread takes Deno a second each, and is no other than among threads.
    if (agent !== 'main') contract(h, { ...of, groups: insideOneThread }, 'thread', 'process');
  };
  h.describe('multiprocessing.Queue', () => declare(processQueueSuite, 'Queue'));
  // The same under another name: one place shows that.
  if (agent !== 'thread') {
    const suite = { ...processQueueSuite, variants: ['JoinableQueue'], groups: ofOneThread };
    h.describe('multiprocessing.JoinableQueue', () => contract(h, suite, 'main', 'process'));
  }
  h.describe('multiprocessing.SimpleQueue', () => declare(processSimpleQueueSuite, 'SimpleQueue'));
}
