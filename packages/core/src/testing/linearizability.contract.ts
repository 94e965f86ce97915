import { PATIENCE } from './board.ts';
import { ok } from './check.ts';
import type { Harness } from './harness.ts';
import { Crew } from './linearizability/crew.ts';
import { brokenSubjects, subjects } from './linearizability/subjects.ts';
import { overlapsIn, unexplained } from './linearizability/judge.ts';

const SEED = 20261126;
const WINDOWS = 100;
/** Operations that overlapped, and waits and attempts that had nothing of it: fewer would show little. */
const OVERLAPPING = 200;
const IN_VAIN = 20;

/**
 * What threads really did with a primitive, all at once, must be what one thread alone could have done in some order;
 * and of a primitive that is broken it must not.
 */
export function linearizabilityContract(h: Harness): void {
  h.describe('histories of threads are linearizable', () => {
    const crew = new Crew(subjects);
    for (const [at, subject] of subjects.entries()) {
      h.test(`of ${subject.name}`, async () => {
        const seed = SEED + at;
        const histories = await crew.meet(subject, { seed, windows: WINDOWS, overlapping: OVERLAPPING });
        const problem = unexplained(histories, subject.model, seed);
        ok(problem === undefined, problem ?? '');
        const overlapping = histories.reduce((sum, history) => sum + overlapsIn(history), 0);
        ok(overlapping >= OVERLAPPING, `only ${overlapping} operations overlapped another; seed ${seed}`);
        const inVain = histories.flat().filter(({ result }) => result === false || result === null).length;
        ok(inVain >= IN_VAIN, `only ${inVain} operations were in vain; seed ${seed}`);
      });
    }
  });
  h.describe('what is broken is found', () => {
    const crew = new Crew(brokenSubjects);
    for (const subject of brokenSubjects) {
      h.test(subject.name, async () => {
        const end = performance.now() + PATIENCE;
        for (let seed = 1; ; seed += 1) {
          const histories = await crew.meet(subject, { seed, windows: 30, overlapping: 30 });
          if (unexplained(histories, subject.model, seed) !== undefined) return;
          ok(performance.now() < end, `it looks sound after ${seed} seeds`);
        }
      });
    }
  });
}
