/**
 * Our own pool beside the best package: a row of the tables of pools.
 *
 * @module
 */

import { isPackage } from '../../peers/makers.ts';
import type { BenchmarkReport } from './model.ts';
import { nounOf } from './quantity.ts';
import { between, times } from './rows.ts';
import { type Extra, indexOf, sound } from './side-by-side.ts';

/** Nothing where no package was measured. */
export const BESIDE_BEST: Extra = ['interleave beside the best package', besideBest];

function besideBest(benchmark: BenchmarkReport, id: string): string {
  const { contestants } = benchmark;
  const packages = contestants.flatMap((one, index) => {
    const value = isPackage(one.by) && one.runtime === id ? sound(benchmark, one) : null;
    return value === null ? [] : [{ by: one.by, index, value }];
  });
  const [best] = packages.toSorted((a, b) => a.value - b.value);
  const ours = indexOf(benchmark, id, ({ by }) => by === 'ours');
  const compared = best === undefined ? undefined : between(benchmark, best.index, ours);
  if (best === undefined || compared === undefined) return '';
  const told = compared.held || compared.verdict === 'unresolved' ? ', unresolved' : '';
  return `${times(compared.ratio)} the ${nounOf(benchmark)} of ${best.by}${told}`;
}
