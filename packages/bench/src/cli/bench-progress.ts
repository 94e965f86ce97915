/**
 * What is being measured, while it is, on standard error.
 *
 * @module
 */

import type { BenchSpectator, Contestant } from '../engines/bench/run-benchmark.ts';
import { MAKERS } from '../peers/makers.ts';
import { duration } from '../report/format.ts';
import { oneLine } from '../report/text.ts';
import { livingLine, type Screen } from './living-line.ts';

export interface BenchProgress {
  phase(text: string): void;
  /** Who looks on while a benchmark is measured. */
  of(benchmark: string): BenchSpectator;
  done(benchmark: string, index: number, of: number): void;
  close(): void;
}

export function createBenchProgress(screen: Screen): BenchProgress {
  const line = livingLine(screen);
  let since = performance.now();
  return {
    phase: (text) => line.begin(text),
    of: (benchmark) => {
      since = performance.now();
      return {
        calibrating: (who, index, of) =>
          line.begin(`${benchmark}: calibrating ${index + 1}/${of}, ${nameOf(who)}`),
        measuring: (who, round, of) =>
          line.begin(`${benchmark}: round ${round}${of === undefined ? '' : `/${of}`}, ${nameOf(who)}`),
        failed: (who, { status, reason }) =>
          line.say(`${benchmark}, ${nameOf(who)}: ${status}: ${oneLine(reason)}`),
      };
    },
    done: (benchmark, index, of) =>
      line.say(`[${index + 1}/${of}] ${benchmark} (${duration(performance.now() - since)})`),
    close: () => line.close(),
  };
}

function nameOf({ by, runtime, again }: Contestant): string {
  const where = runtime === 'python' ? '' : ` on ${runtime}`;
  return `${MAKERS[by]}${again ? ' again' : ''}${where}`;
}
