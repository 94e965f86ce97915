/**
 * The clock that a unit measures by.
 *
 * @module
 */

/** The smallest step (ms) that the clock was seen to make, among many. */
export function clockStep(now: () => number = () => performance.now(), steps = 50): number {
  let least = Infinity;
  for (let seen = 0; seen < steps; seen += 1) {
    const before = now();
    let after = now();
    while (after === before) after = now();
    least = Math.min(least, after - before);
  }
  return least;
}
