/**
 * Quantiles of samples that are all kept.
 *
 * @module
 */

/** The values in rising order, as a copy. */
export function ascending(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}

/**
 * The quantile of values in rising order, interpolated linearly between the two nearest (type 7, the default of R and
 * of NumPy).
 *
 * @throws {RangeError} where there are none
 */
export function quantileOf(sorted: readonly number[], p: number): number {
  if (sorted.length === 0) throw new RangeError('There is no quantile of nothing');
  const place = (sorted.length - 1) * Math.min(1, Math.max(0, p));
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (place % 1) * (above - below);
}

export function median(values: readonly number[]): number {
  return quantileOf(ascending(values), 0.5);
}
