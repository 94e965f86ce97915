/** A bench report as a run makes it, from made-up rounds. */
import type { Contestant, Entry } from '../../src/engines/bench/run-benchmark.ts';
import { USUAL } from '../../src/engines/timing/order.ts';
import { CATALOGUE } from '../../src/peers/catalogue.ts';
import type { Maker } from '../../src/peers/makers.ts';
import type { BenchReport, BenchStatus } from '../../src/report/bench/model.ts';
import { benchmarkReport } from '../../src/results/bench.ts';

interface Made {
  readonly by: Maker;
  readonly title?: string;
  readonly runtime?: string;
  readonly again?: boolean;
  readonly status?: BenchStatus;
  readonly reason?: string;
  /** For each round, in nanoseconds; null where it failed. */
  readonly rounds: readonly (number | null)[];
}

export function entry({
  by,
  title = `made by ${by}`,
  runtime = 'node',
  again = false,
  status = 'ok',
  reason = '',
  rounds,
}: Made): Entry {
  const contestant: Contestant = {
    by,
    title,
    runtime,
    again,
    work: { module: `${by}/lock`, make: 'uncontended', ...USUAL },
    open: () => Promise.reject(new Error('it is made up')),
  };
  return {
    contestant,
    status,
    reason,
    failures: rounds.filter((round) => round === null).length,
    times: 1000,
    samples: rounds.map((round) =>
      round === null ? [] : Array.from({ length: 64 }, (_, at) => round * (1 + at / 6400)),
    ),
  };
}

const NOISE: readonly number[] = [1, 1.1, 0.95, 1.15, 1.05, 0.9];

/** The same rounds again, a little above or below in turn. */
export function alike(value: number): number[] {
  return steady(value).map((each, round) => each * (round % 2 === 0 ? 0.99 : 1.01));
}

/** Rounds whose noise is common to all: the ratios are exact. */
export function steady(value: number, noise: readonly number[] = NOISE): number[] {
  return noise.map((factor) => value * factor);
}

export function reportOf(entries: readonly Entry[], id = 'lock-uncontended'): BenchReport {
  const benchmark = CATALOGUE.find((one) => one.id === id);
  if (benchmark === undefined) throw new Error(`The catalogue has no ${id}`);
  const rounds = Math.max(...entries.map(({ samples }) => samples.length));
  const orders = Array.from({ length: rounds }, () => entries.map((_, index) => index));
  return {
    schemaVersion: 2,
    tool: { name: 'interleave', version: '0.1.0' },
    build: 'dist',
    command: ['interleave', 'bench'],
    seed: 1,
    startedAt: '2026-11-25T12:00:00.000Z',
    endedAt: '2026-11-25T12:01:00.000Z',
    durationMs: 60_000,
    interrupted: false,
    environment: {
      os: { platform: 'linux', release: '6.1', name: 'Debian | 12' },
      arch: 'x64',
      cpus: { count: 2, model: 'CPU' },
      memory: { totalBytes: 1, freeBytes: 1 },
      load: { start: [1, 1, 1], end: null },
    },
    runtimes: [
      { id: 'node', title: 'Node', version: '26.10.0', missing: null },
      { id: 'bun', title: 'Bun', version: null, missing: 'it is not installed' },
      { id: 'python', title: 'CPython', version: '3.11.7', missing: null },
    ],
    benchmarks: [benchmarkReport(benchmark, { entries, orders })],
  };
}
