import type { Harness } from './harness.ts';
import { barrierCases } from './peers/barriers.ts';
import { conditionCases } from './peers/conditions.ts';
import { counterCases } from './peers/counters.ts';
import { Crew, type Commands } from './peers/crew.ts';
import { equal } from './check.ts';
import { lockCases } from './peers/locks.ts';
import { memoryCases } from './peers/memory.ts';
import { threadCases } from './peers/threads.ts';

/** The primitives of processes between processes: of this runtime and, by `commands`, of all that there are. */
export function peersContract(h: Harness, commands: Commands): void {
  const crew = new Crew(commands);
  const groups = {
    'a lock between processes': lockCases,
    'a condition between processes': conditionCases,
    'a semaphore or an event between processes': counterCases,
    'a barrier between processes': barrierCases,
    'memory between processes': memoryCases,
    'a primitive of processes among threads': threadCases,
  };
  for (const [title, cases] of Object.entries(groups)) {
    h.describe(title, () => {
      for (const [name, body] of Object.entries(cases)) h.test(name, () => body(crew), 60_000);
    });
  }
  h.describe('a process that shares memory', () => {
    h.test('ends by itself when it is told no more', async () => {
      for (const peer of crew.all) equal(await peer.close(), 0);
    });
  });
}
