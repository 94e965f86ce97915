import { variable } from '../runtime.ts';

/** A stress that lasts longer is made of several tests, each below a runner's limit. */
const LONGEST = 20;

/** How long each of how many tests of a stress lasts: short, or as many seconds as INTERLEAVE_STRESS_SECONDS says. */
export function stressRuns(seconds: number): readonly number[] {
  const all = Number(variable('INTERLEAVE_STRESS_SECONDS') ?? seconds);
  const runs = Math.max(1, Math.ceil(all / LONGEST));
  return Array.from({ length: runs }, () => (all / runs) * 1000);
}
