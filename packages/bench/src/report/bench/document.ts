/**
 * `bench.json`: held to its schema on the way out and on the way in.
 *
 * @module
 */

import { readFileSync } from 'node:fs';
import { renderAs } from '../json.ts';
import { checkerOf } from '../schema-check.ts';
import type { Schema } from '../schema.ts';
import { BENCH_SCHEMA_VERSION, type BenchReport } from './model.ts';

const SCHEMA = JSON.parse(readFileSync(new URL('bench.schema.json', import.meta.url), 'utf8')) as Schema;
const problemsOf = checkerOf(SCHEMA, 'bench report');

/** A document that is no bench report; `problems` names each place and what is wrong there. */
export class BenchReportError extends Error {
  override readonly name = 'BenchReportError';
  readonly code = 'BENCH_REPORT_INVALID';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(['this is not a valid bench report:', ...problems.slice(0, 5)].join('\n  '));
    this.problems = problems;
  }
}

/** The same value, known to be a bench report; throws `BenchReportError` where it is none. */
export function validateBench(value: unknown): BenchReport {
  const version = (value as { schemaVersion?: unknown } | null | undefined)?.schemaVersion;
  if (typeof version === 'number' && version > BENCH_SCHEMA_VERSION) {
    const newer = `/schemaVersion is ${version}; this interleave reads ${BENCH_SCHEMA_VERSION}: a newer one wrote it`;
    throw new BenchReportError([newer]);
  }
  const current = version === 1 ? fromFirst(value as FirstReport) : value;
  const formal = problemsOf(current);
  if (formal.length > 0) throw new BenchReportError(formal);
  const report = current as BenchReport;
  const crossed = report.benchmarks.flatMap((benchmark, place) => {
    const known = (index: number): boolean => index < benchmark.contestants.length;
    const named = [
      ...benchmark.orders.flat(),
      ...benchmark.comparisons.flatMap(({ base, other }) => [base, other]),
    ];
    return named.every(known) ? [] : [`/benchmarks/${place} names a contestant that it does not have`];
  });
  if (crossed.length > 0) throw new BenchReportError(crossed);
  return report;
}

/** As much of the first version's report as is other than today's. */
interface FirstReport {
  readonly benchmarks?: unknown;
}

/** The first version measured nothing but times, and compared them by their medians. */
function fromFirst(report: FirstReport): unknown {
  const { benchmarks } = report;
  if (!Array.isArray(benchmarks)) return report;
  return {
    ...report,
    schemaVersion: BENCH_SCHEMA_VERSION,
    benchmarks: benchmarks.map((one: object) => ({ unit: 'ns', judged: 'median', ...one })),
  };
}

/** The bench report that a file's text holds. */
export function parseBench(text: string): BenchReport {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new BenchReportError([`it is not JSON: ${(error as Error).message}`]);
  }
  return validateBench(value);
}

export function renderBenchJson(report: BenchReport): string {
  return renderAs(validateBench(report), SCHEMA);
}

/** The report without its single samples: what figures in documents are made of. */
export function withoutSamples(report: BenchReport): BenchReport {
  const benchmarks = report.benchmarks.map((benchmark) => ({
    ...benchmark,
    contestants: benchmark.contestants.map(({ samples: _, ...contestant }) => contestant),
  }));
  return { ...report, benchmarks };
}
