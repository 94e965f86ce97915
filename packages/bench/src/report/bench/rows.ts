/**
 * The rows of one benchmark on one runtime, as text; the same in the terminal and in Markdown.
 *
 * @module
 */

import { MAKERS } from '../../peers/makers.ts';
import { figure, percent, plural } from '../format.ts';
import type { BenchmarkReport, BenchReport, ComparisonReport, ContestantReport } from './model.ts';
import { amount, nounOf } from './quantity.ts';

export interface Row {
  readonly name: string;
  readonly median: string;
  readonly p99: string;
  /** How many times the reference's time (or memory), with its interval; empty where there is none. */
  readonly ratio: string;
  readonly verdict: string;
}

/** The head of the columns. */
export const COLUMNS: Row = { name: '', median: 'median', p99: 'p99', ratio: '× reference', verdict: '' };

export interface Section {
  readonly runtime: string;
  /** The A/A row first, then the reference, then the others. */
  readonly rows: readonly Row[];
  /** Sentences: what noise forbids, what our own comes to beside each peer, what has two modes. */
  readonly notes: readonly string[];
}

/** `1.42×`, `0.0031×`, `975×`. */
export function times(ratio: number): string {
  const text = ratio < 0.1 ? Number(ratio.toPrecision(2)) : ratio < 10 ? ratio.toFixed(2) : figure(ratio);
  return `${text}×`;
}

/** What the runtimes are called, with their versions. */
export function runtimeTitle(report: BenchReport, id: string): string {
  const runtime = report.runtimes.find((one) => one.id === id);
  return runtime === undefined
    ? id
    : `${runtime.title}${runtime.version === null ? '' : ` ${runtime.version}`}`;
}

/** A benchmark's sections, one for each runtime in which anything was tried. */
export function sectionsOf(report: BenchReport, benchmark: BenchmarkReport): Section[] {
  const ids = report.runtimes.map(({ id }) => id).filter((id) => id !== 'python');
  return ids.flatMap((id): Section[] => {
    const here = benchmark.contestants.flatMap((contestant, index) =>
      contestant.runtime === id || contestant.runtime === 'python' ? [{ contestant, index }] : [],
    );
    if (!here.some(({ contestant }) => contestant.runtime === id)) return [];
    const [reference] = here;
    const sorted = here.toSorted((a, b) => Number(b.contestant.again) - Number(a.contestant.again));
    const rows = sorted.map(({ contestant, index }) =>
      rowOf(benchmark, contestant, between(benchmark, reference?.index ?? index, index)),
    );
    return [{ runtime: id, rows, notes: notesOf(benchmark, here) }];
  });
}

/** What it measures, and how often it was. */
export function headOf(benchmark: BenchmarkReport): string {
  const noun = nounOf(benchmark);
  const { title, operation, rounds } = benchmark;
  const begun = noun.replace(/^[a-z](?=[a-z])/, (first) => first.toUpperCase());
  return `${title}. ${begun} of ${operation}, ${rounds} rounds.`;
}

/** The comparison of two contestants, turned so that the first is the base. */
export function between(
  benchmark: BenchmarkReport,
  base: number,
  other: number,
): ComparisonReport | undefined {
  const found = benchmark.comparisons.find(
    (one) => (one.base === base && one.other === other) || (one.base === other && one.other === base),
  );
  if (found === undefined || found.base === base) return found;
  const { ratio, low, high, verdict } = found;
  return {
    ...found,
    base,
    other,
    ratio: 1 / ratio,
    low: high === null ? null : 1 / high,
    high: low === null ? null : 1 / low,
    verdict: verdict === 'faster' ? 'slower' : verdict === 'slower' ? 'faster' : verdict,
  };
}

function rowOf(
  benchmark: BenchmarkReport,
  contestant: ContestantReport,
  compared: ComparisonReport | undefined,
): Row {
  const { again, status, reason, failures, median, p99 } = contestant;
  const name = `${again ? 'A/A ' : ''}${MAKERS[contestant.by]}: ${contestant.title}`;
  const failed =
    status === 'ok'
      ? ''
      : failures > 0 && median !== null
        ? `${status} in ${plural(failures, 'round')}: ${reason}`
        : `${status}: ${reason}`;
  if (median === null || status === 'corrupts') {
    return { name, median: '–', p99: '–', ratio: '', verdict: failed };
  }
  const rate = benchmark.rate === null ? '' : ` (${perSecond(median)} ${benchmark.rate})`;
  const isReference = compared === undefined;
  return {
    name,
    median: `${amount(median, benchmark.unit)}${rate}`,
    p99: amount(p99, benchmark.unit),
    ratio: isReference ? '' : ratioWithInterval(compared),
    verdict:
      failed ||
      (isReference ? 'reference' : compared.kind === 'control' ? '' : verdictWords(benchmark, compared)),
  };
}

export function perSecond(nanosecondsEach: number): string {
  const rate = 1e9 / nanosecondsEach;
  if (rate >= 1e6) return `${figure(rate / 1e6)} M`;
  return rate >= 1e4 ? `${figure(rate / 1e3)} k` : figure(rate);
}

export function ratioWithInterval({ ratio, low, high }: ComparisonReport): string {
  return low === null || high === null
    ? times(ratio)
    : `${times(ratio)} (${low.toPrecision(3)} to ${high.toPrecision(3)})`;
}

/** `faster`, of memory `less`. */
function verdictWords({ unit }: BenchmarkReport, { verdict, held }: ComparisonReport): string {
  if (held) return 'unresolved (A/A)';
  if (unit === 'ns') return verdict;
  return verdict === 'faster' ? 'less' : verdict === 'slower' ? 'more' : verdict;
}

type Placed = { readonly contestant: ContestantReport; readonly index: number };

function notesOf(benchmark: BenchmarkReport, here: readonly Placed[]): string[] {
  const notes: string[] = [];
  const { unit } = benchmark;
  const ours = here.find(({ contestant }) => contestant.by === 'ours');
  for (const { contestant, index } of here) {
    const control = benchmark.comparisons.find((one) => one.kind === 'control' && one.other === index);
    if (control !== undefined && control.trouble !== 'none' && control.trouble !== null)
      notes.push(banner(control));
    if (contestant.by === 'ours' || contestant.by === 'bare' || ours === undefined) continue;
    const compared = contestant.status === 'corrupts' ? undefined : between(benchmark, index, ours.index);
    if (compared === undefined) continue;
    const words = `${ratioWithInterval(compared)} the ${nounOf(benchmark)} of ${MAKERS[contestant.by]}`;
    notes.push(`interleave takes ${words}, ${verdictWords(benchmark, compared)}.`);
  }
  for (const { contestant } of here) {
    const { modes, status } = contestant;
    if (modes === null || status === 'corrupts') continue;
    const share = percent(Math.round(modes.lowShare * 1000), 1000);
    const name = `${MAKERS[contestant.by]}${contestant.again ? ' (A/A)' : ''}`;
    notes.push(
      `${name} has two modes: ${amount(modes.low, unit)} (${share}) and ${amount(modes.high, unit)}.`,
    );
  }
  return notes;
}

function banner(control: ComparisonReport): string {
  const what = control.trouble === 'wide' ? 'is not told from itself to within 25 %' : 'differs from itself';
  return `Noise: the reference ${what}, ${ratioWithInterval(control)}; smaller differences are not decided.`;
}
