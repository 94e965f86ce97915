/**
 * Random numbers that a seed decides.
 *
 * @module
 */

export { seededRandom } from '../explore/seeded.ts';

/** A copy in an order that `random` decides (Fisher and Yates). */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const out = [...items];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [out[i], out[j]] = [out[j] as T, out[i] as T];
  }
  return out;
}
