/**
 * `interleave bench`.
 *
 * @module
 */

import { mkdir } from 'node:fs/promises';
import { seededRandom } from '@interleave/core/scenario';
import { type Contestant, type Length, runBenchmark } from '../engines/bench/run-benchmark.ts';
import { InputError } from '../input-error.ts';
import type { Benchmark } from '../peers/benchmark.ts';
import { CATALOGUE } from '../peers/catalogue.ts';
import { MAKERS } from '../peers/makers.ts';
import { chooseBenchmarks, contestantsOf } from '../plan/bench-selection.ts';
import { findTargets, type Found } from '../plan/presence.ts';
import { BENCH_SCHEMA_VERSION, type BenchmarkReport, type BenchReport } from '../report/bench/model.ts';
import { nounOf } from '../report/bench/quantity.ts';
import { renderBenchTerminal } from '../report/bench/terminal.ts';
import { writeBench } from '../report/bench/write.ts';
import { lookOf } from '../report/terminal.ts';
import { padTo } from '../report/text.ts';
import { benchmarkReport } from '../results/bench.ts';
import { load, lookAround } from '../results/environment.ts';
import { parseTargets } from '../targets/registry.ts';
import { MODULE_EXTENSION } from '../targets/source-mode.ts';
import type { BenchOptions } from './bench-options.ts';
import { type BenchProgress, createBenchProgress } from './bench-progress.ts';
import { INTERRUPTED } from './interrupt.ts';
import { VERSION } from './version.ts';

const RUNTIMES: readonly string[] = ['node', 'deno', 'bun'];

/** Measures, writes what it measured, prints the tables; gives the exit code. */
export async function bench(options: BenchOptions, signal: AbortSignal): Promise<number> {
  const chosen = chooseBenchmarks(options.what);
  if (options.list) return list(chosen);
  const begun = { startedAt: new Date(), machine: lookAround(), load: load() };
  const progress = createBenchProgress(process.stderr);
  try {
    progress.phase('Looking for the runtimes');
    const found = await findRuntimes(options);
    await mkdir(options.out, { recursive: true }).catch((error: Error) => {
      throw new InputError(`--out ${options.out} is no folder that can be written: ${error.message}`);
    });
    const seed = options.seed ?? Math.floor(Math.random() * 2 ** 32);
    const benchmarks = await measureAll(chosen, found, options, seed, progress, signal);
    const report = reportOf(found, benchmarks, seed, begun, signal.aborted);
    progress.close();
    const written = await writeBench(report, options.out);
    const tables = renderBenchTerminal(report, lookOf(process.stdout));
    process.stdout.write(`\n${tables}\nWritten: ${written.json}\n         ${written.markdown}\n`);
    if (signal.aborted) return INTERRUPTED;
    return benchmarks.some(({ contestants }) => contestants.some(isOursAndBad)) ? 1 : 0;
  } finally {
    progress.close();
  }
}

/** Speed is never a failure, nor is what this runtime or system does not have; not to work is. */
function isOursAndBad({ by, status }: BenchmarkReport['contestants'][number]): boolean {
  return by === 'ours' && status !== 'ok' && status !== 'absent';
}

function list(chosen: readonly Benchmark[]): number {
  const width = Math.max(...CATALOGUE.map(({ id }) => id.length));
  const lines = chosen.flatMap(
    ({ id, title, operation, unit = 'ns', judged = 'median', implementations }) => [
      `${padTo(id, width)}  ${title}; ${nounOf({ unit, judged })} of ${operation}`,
      ...implementations.map(({ by, title }) => `${padTo('', width)}    ${MAKERS[by]}: ${title}`),
    ],
  );
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

async function findRuntimes({ on, peers }: BenchOptions): Promise<Found[]> {
  const targets = parseTargets(on.length === 0 ? RUNTIMES : on, { isolated: true });
  for (const { id, kind } of targets) {
    if (RUNTIMES.includes(kind)) continue;
    const hint = kind === 'python' ? 'CPython comes with --peers' : `there is ${RUNTIMES.join(', ')}`;
    throw new InputError(`'${id}' is no runtime of interleave bench: ${hint}`);
  }
  const found = await findTargets(targets, on.length > 0);
  if (!found.some(({ presence }) => presence.there))
    throw new InputError('There is nothing to measure on: no runtime was found');
  return peers
    ? [...found, ...(await findTargets(parseTargets(['python'], { isolated: true }), false))]
    : found;
}

async function measureAll(
  chosen: readonly Benchmark[],
  found: readonly Found[],
  { length, peers }: BenchOptions,
  seed: number,
  progress: BenchProgress,
  signal: AbortSignal,
): Promise<BenchmarkReport[]> {
  const there = found.flatMap(({ target, presence }) => (presence.there ? [target] : []));
  const random = seededRandom(seed);
  const end = 'budget' in length ? performance.now() + length.budget : Infinity;
  const reports: BenchmarkReport[] = [];
  for (const [index, benchmark] of chosen.entries()) {
    if (signal.aborted) break;
    const contestants: Contestant[] = contestantsOf(benchmark, there, peers);
    // What one benchmark did not use, those after it share.
    const part: Length =
      'budget' in length ? { budget: (end - performance.now()) / (chosen.length - index) } : length;
    const rounds = await runBenchmark(contestants, part, random, signal, progress.of(benchmark.id));
    reports.push(benchmarkReport(benchmark, rounds));
    progress.done(benchmark.id, index, chosen.length);
  }
  return reports;
}

function reportOf(
  found: readonly Found[],
  benchmarks: readonly BenchmarkReport[],
  seed: number,
  begun: {
    readonly startedAt: Date;
    readonly machine: ReturnType<typeof lookAround>;
    readonly load: ReturnType<typeof load>;
  },
  interrupted: boolean,
): BenchReport {
  const endedAt = new Date();
  return {
    schemaVersion: BENCH_SCHEMA_VERSION,
    tool: { name: 'interleave', version: VERSION },
    build: MODULE_EXTENSION === '.ts' ? 'source' : 'dist',
    command: ['interleave', ...process.argv.slice(2)],
    seed,
    startedAt: begun.startedAt.toISOString(),
    endedAt: endedAt.toISOString(),
    durationMs: endedAt.getTime() - begun.startedAt.getTime(),
    interrupted,
    environment: { ...begun.machine, load: { start: begun.load, end: load() } },
    runtimes: found.map(({ target, presence }) => ({
      id: target.id,
      title: target.title,
      version: presence.there ? presence.version : null,
      missing: presence.there ? null : `${presence.reason}. To get it: ${presence.remedy}`,
    })),
    benchmarks,
  };
}
