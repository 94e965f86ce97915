/**
 * From nothing to the first result: the package is loaded, the pool made, one task done. In nanoseconds, once in a
 * process.
 *
 * @module
 */

import type { Gauge } from '../../../engines/timing/subject.ts';
import type { OpenPool } from './pool.ts';
import { Tally } from './tally.ts';

export function cold(open: OpenPool): Gauge {
  const tally = new Tally();
  return {
    async gauge() {
      const began = performance.now();
      const pool = await open();
      const result = await pool.call('echo', 1);
      const took = performance.now() - began;
      tally.take(result === 1, () => 'the only task');
      return [took * 1e6];
    },
    check: () => tally.check(),
  };
}
