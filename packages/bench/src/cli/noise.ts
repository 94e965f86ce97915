/**
 * `interleave doctor --noise`: a workload against itself, to see what this machine makes of no difference.
 *
 * @module
 */

import { seededRandom } from '@interleave/core/scenario';
import { runBenchmark } from '../engines/bench/run-benchmark.ts';
import { InputError } from '../input-error.ts';
import type { Benchmark } from '../peers/benchmark.ts';
import { CATALOGUE } from '../peers/catalogue.ts';
import { contestantsOf } from '../plan/bench-selection.ts';
import type { Found } from '../plan/presence.ts';
import { noiseOf, trustIn } from '../report/bench/noise.ts';
import { duration } from '../report/format.ts';
import { padTo } from '../report/text.ts';
import { benchmarkReport } from '../results/bench.ts';
import type { Target } from '../targets/target.ts';
import { createBenchProgress } from './bench-progress.ts';

/** How noise is measured. */
export interface NoiseOptions {
  readonly rounds: number;
  readonly seed: number;
}

/** Threads that wake each other: what times of concurrent programs are mostly made of, and the noisiest part. */
const WORKLOAD = 'event-pingpong';
const NATIVE: readonly string[] = ['node', 'deno', 'bun'];

function isMeasured({ kind }: Target): boolean {
  return NATIVE.includes(kind);
}

/** @throws {InputError} where no target is one whose noise can be measured */
export function refuseUnmeasured(targets: readonly Target[]): void {
  if (targets.some(isMeasured)) return;
  throw new InputError(`--noise measures ${NATIVE.join(', ')}: name one of them with --on`);
}

/** Measures each native runtime that is there, in interleaved rounds, and gives what to print. */
export async function measureNoise(
  found: readonly Found[],
  { rounds, seed }: NoiseOptions,
  signal: AbortSignal,
): Promise<string> {
  const there = found.filter(({ target, presence }) => presence.there && isMeasured(target));
  if (there.length === 0) return `A/A: none of ${NATIVE.join(', ')} is here, so nothing was measured`;
  const benchmark = referenceOf(WORKLOAD);
  const contestants = contestantsOf(
    benchmark,
    there.map(({ target }) => target),
    false,
  );
  const progress = createBenchProgress(process.stderr);
  const began = performance.now();
  try {
    const spectator = progress.of('noise');
    const played = await runBenchmark(contestants, { rounds }, seededRandom(seed), signal, spectator);
    signal.throwIfAborted();
    const noise = noiseOf(benchmarkReport(benchmark, played));
    const width = Math.max(...noise.map(({ runtime }) => runtime.length));
    const took = duration(performance.now() - began);
    return [
      `A/A: ${benchmark.title.toLowerCase()}, by hand, twice in each of ${rounds} rounds (${took}, seed ${seed})`,
      ...noise.map(({ runtime, sentence }) => `  ${padTo(runtime, width)}  ${sentence}.`),
      `  ${trustIn(noise)}`,
    ].join('\n');
  } finally {
    progress.close();
  }
}

/** The benchmark with its reference alone. */
function referenceOf(id: string): Benchmark {
  const found = CATALOGUE.find((benchmark) => benchmark.id === id);
  if (found === undefined) throw new Error(`The catalogue has no ${id}`);
  return { ...found, implementations: found.implementations.slice(0, 1) };
}
