import { setExcepthook } from '../threading/index.ts';
import { CaseThread } from './case-thread.ts';
import { applies, placesOf, type Place, type Suite } from './cases.ts';
import { runHere } from './context.ts';
import type { Harness } from './harness.ts';

/**
 * Declares a suite's cases as tests: each of them in the program's first agent and inside a thread, or, given
 * `agent`, in that one only, so that a runner can do the two halves at once.
 */
export function contract(
  h: Harness,
  suite: Suite,
  agent?: Place['agent'],
  scope: Place['scope'] = 'thread',
): void {
  const thread = new CaseThread(suite.name);
  for (const variant of suite.variants) {
    for (const place of placesOf(h, suite, variant, scope)) {
      if (agent !== undefined && agent !== place.agent) continue;
      h.describe(`${variant} in ${place.agent === 'main' ? 'main' : 'a thread'}`, () => {
        for (const group of suite.groups.filter((group) => applies(group, place))) {
          h.describe(group.title, () => {
            for (const [title, body] of Object.entries(group.cases)) {
              h.test(title, async () => {
                // Threads fail and die on purpose here; what went wrong is seen at the thread, not on the console.
                setExcepthook(() => {});
                if (place.agent === 'main') return runHere(body, place);
                return thread.run(group.title, title, place);
              });
            }
          });
        }
      });
    }
  }
}

/** What a suite is called: a primitive of processes is another than that of threads. */
export function titleOf(primitive: string, scope: Place['scope'] = 'thread'): string {
  return scope === 'process' ? `multiprocessing.${primitive}` : primitive;
}
