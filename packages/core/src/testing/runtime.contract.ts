import { equal, ok } from './check.ts';
import type { Harness } from './harness.ts';
import { collectGarbage, heapUsed, whichRuntime } from './runtime.ts';

/**
 * The guard of every other suite: a runtime that is replaced by another one (Bun offers a `node` that is Bun) would
 * turn all of them green for nothing.
 */
export function runtimeContract(h: Harness): void {
  h.describe('runtime', () => {
    h.test(`these tests really run on ${h.runtime}`, () => {
      equal(whichRuntime(), h.runtime);
    });

    h.test('garbage can be collected and heap be measured', () => {
      collectGarbage();
      ok(heapUsed() > 0, 'no heap in use');
    });
  });
}
