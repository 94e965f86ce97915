import type { Harness } from './harness.ts';
import { barrierCases } from './peers/barriers.ts';
import { conditionCases } from './peers/conditions.ts';
import { counterCases } from './peers/counters.ts';
import { Crew, type Commands } from './peers/crew.ts';
import { equal } from './check.ts';
import { lockCases } from './peers/locks.ts';

/** The primitives of processes between processes: of this runtime and, by `commands`, of all that there are. */
export function peersContract(h: Harness, commands: Commands): void {
  const crew = new Crew(commands);
  const groups = {
    'a lock between processes': lockCases,
    'a condition between processes': conditionCases,
    'a semaphore or an event between processes': counterCases,
    'a barrier between processes': barrierCases,
  };
  for (const [title, cases] of Object.entries(groups)) {
    h.describe(title, () => {
      for (const [name, body] of Object.entries(cases)) h.test(name, () => body(crew), 60_000);
    });
  }
  h.describe('processes that share memory', () => {
    h.test('end by themselves when they are told no more', async () => {
      equal(await crew.close(), [0, 0, 0]);
    });
  });
}
