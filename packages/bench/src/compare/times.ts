/**
 * One measure in two runs.
 *
 * @module
 */

import { alone, between, judgeBetween } from '../stats/between-runs.ts';
import type { Control } from '../stats/control.ts';
import { type Pair, pairedRatio, type Ratio } from '../stats/paired-ratio.ts';
import { pairsOf, type Rounds } from '../stats/pairs.ts';
import { judge, type Verdict } from '../stats/verdict.ts';
import type { Change } from './model.ts';

/** A measure in both runs, and beside it, where there is one, what it is a variant of. */
export interface Timed {
  readonly before: Rounds;
  readonly after: Rounds;
  readonly better: 'lower' | 'higher';
  readonly base?: { readonly title: string; readonly before: Rounds; readonly after: Rounds } | undefined;
}

export interface Told {
  readonly change: Change;
  readonly times: Ratio;
  readonly reason: string;
}

const CHANGES: Readonly<Record<Verdict, Change>> = {
  faster: 'improved',
  slower: 'regressed',
  equivalent: 'unchanged',
  unresolved: 'unresolved',
};

/** The median cost of each run, where less is better: what the machine is known by. */
export function costsOf({ before, after, better }: Timed): Pair[] {
  const [was, is] = [alone(positive(before)).ratio, alone(positive(after)).ratio];
  if (was === undefined || is === undefined) return [];
  return [better === 'lower' ? [was, is] : [is, was]];
}

/**
 * How each of some measures changed; beside it, all the others are what the machine is known by.
 */
export function judgeAll(
  all: readonly { readonly timed: Timed; readonly row?: Control | undefined }[],
): Told[] {
  const costs = all.map(({ timed }) => costsOf(timed));
  return all.map(({ timed, row }, at) => judgeTimes(timed, costs.toSpliced(at, 1).flat(), row));
}

/**
 * First by itself, as far as what became of the others allows; where that decides nothing, by its ratio to its base in the same
 * rounds, in which whatever befell both is gone.
 */
function judgeTimes(timed: Timed, others: readonly Pair[], rowOfBase: Control | undefined): Told {
  const { before, after, base } = timed;
  const times = between(alone(positive(before)), alone(positive(after)));
  if (JSON.stringify(before) === JSON.stringify(after)) return { change: 'unchanged', times, reason: '' };
  const judged = judgeBetween(costly(times, timed), pairedRatio(others));
  if (judged.verdict !== 'unresolved') return { change: CHANGES[judged.verdict], times, reason: '' };
  if (base !== undefined) {
    const beside = between(
      pairedRatio(pairsOf(base.before, before)),
      pairedRatio(pairsOf(base.after, after)),
    );
    const { verdict } = judge(costly(beside, timed), rowOfBase);
    if (verdict === 'faster' || verdict === 'slower') {
      const reason = `beside ${base.title} in the same rounds, ${timesText(beside)}`;
      return { change: CHANGES[verdict], times, reason };
    }
  }
  return { change: 'unresolved', times, reason: whyNot(times, judged.held) };
}

/** The reasons why nothing is decided, from the one that a user can mend. */
function whyNot({ ratio, interval, rounds }: Ratio, held: boolean): string {
  if (ratio === undefined) return 'a run has no value above zero';
  if (interval === undefined) return `a run has fewer than six rounds (${rounds}): --rounds 6`;
  return held ? 'no more than the machine may have changed meanwhile' : 'the rounds do not decide it';
}

function timesText({ ratio = Number.NaN, interval }: Ratio): string {
  const ends = interval === undefined ? '' : ` (${interval.low.toFixed(2)} to ${interval.high.toFixed(2)})`;
  return `${ratio.toFixed(2)}×${ends}`;
}

function costly(times: Ratio, { better }: Timed): Ratio {
  if (better === 'lower' || times.ratio === undefined) return times;
  const { ratio, interval } = times;
  return {
    ...times,
    ratio: 1 / ratio,
    interval: interval && { low: 1 / interval.high, high: 1 / interval.low, level: interval.level },
  };
}

function positive(rounds: Rounds): number[] {
  return rounds.filter((value) => value !== null && value > 0) as number[];
}

/** The A/A row of a reference that was measured twice. */
export function rowOf(reference: Rounds, again: Rounds): Ratio {
  return pairedRatio(pairsOf(reference, again));
}

/** Of two A/A rows, of which either may be absent, the one that forbids more; undefined where both are calm. */
export function noisier(one: Control | undefined, other: Control | undefined): Control | undefined {
  const troubled = [one, other].flatMap((row) => (row === undefined || row.trouble === 'none' ? [] : [row]));
  return troubled.toSorted((a, b) => b.reach - a.reach)[0];
}
