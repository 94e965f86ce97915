import type { Place } from './cases.ts';
import { equal } from './check.ts';
import { contract } from './contract.ts';
import type { Harness } from './harness.ts';
import { namedMemorySuite } from './named-memory/index.ts';
import { blocksNow, leftOf } from './named-memory/tidy.ts';

/** What SharedMemory, ShareableList and SharedMemoryManager do, in the first agent and in threads. */
export function namedMemoryContract(h: Harness, agent?: Place['agent']): void {
  h.describe('multiprocessing.SharedMemory, ShareableList and SharedMemoryManager', () => {
    leavingNothing(h, () => contract(h, namedMemorySuite, agent, 'process'));
  });
}

/** Tests that leave no named memory, which a last one checks. What other programs make meanwhile ends with them. */
export function leavingNothing(h: Harness, tests: () => void): void {
  const before = new Set(blocksNow());
  tests();
  h.test('no named memory is left', async () => {
    equal(await leftOf(blocksNow().filter((name) => !before.has(name))), []);
  });
}
