/**
 * Values far from the others are marked by Tukey's fences, and stay where they are.
 *
 * @module
 */

import { ascending, quantileOf } from './quantiles.ts';

/** How many values lie beyond 1.5 times, and beyond 3 times, the distance of the quartiles from the nearer one. */
export interface Outliers {
  readonly mild: number;
  readonly severe: number;
}

export function outliersOf(values: readonly number[]): Outliers {
  if (values.length === 0) return { mild: 0, severe: 0 };
  const sorted = ascending(values);
  const [first, third] = [quantileOf(sorted, 0.25), quantileOf(sorted, 0.75)];
  const beyond = (fence: number): number => {
    const margin = fence * (third - first);
    return sorted.filter((value) => value < first - margin || value > third + margin).length;
  };
  const severe = beyond(3);
  return { mild: beyond(1.5) - severe, severe };
}
