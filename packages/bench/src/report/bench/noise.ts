/**
 * What A/A rows say of a machine, in sentences.
 *
 * @module
 */

import { controlOf, type Trouble } from '../../stats/control.ts';
import { DELTA } from '../../stats/verdict.ts';
import { figure, list, percent } from '../format.ts';
import type { BenchmarkReport, ComparisonReport, ContestantReport } from './model.ts';
import { amount } from './quantity.ts';
import { ratioWithInterval } from './rows.ts';

export interface Noise {
  readonly runtime: string;
  /** `calm`, `noisy`, or `unknown` where there is no interval. */
  readonly state: 'calm' | 'noisy' | 'unknown';
  /** How far the reference was from itself, and what that allows. */
  readonly sentence: string;
}

/** One for each runtime that took part. */
export function noiseOf({ contestants, comparisons, unit }: BenchmarkReport): Noise[] {
  return contestants
    .filter(({ again }) => !again)
    .map((reference): Noise => {
      const { runtime, status, reason, median } = reference;
      const row = comparisons.find(({ kind, base }) => kind === 'control' && contestants[base] === reference);
      if (row === undefined || status !== 'ok')
        return { runtime, state: 'unknown', sentence: `${status}: ${reason || 'it was not measured'}` };
      const figures = `${amount(median, unit)} each, ${ratioWithInterval(row)} of itself`;
      const { state, verdict } = judged(row);
      return { runtime, state, sentence: `${figures}. ${verdict}${modesOf(reference, unit)}` };
    });
}

const TROUBLES: Readonly<Record<Exclude<Trouble, 'none'>, string>> = {
  'excludes-one': 'it differs from itself',
  wide: 'it is not told from itself to within 25 %',
};

function judged({ ratio, low, high, level, rounds }: ComparisonReport): {
  readonly state: Noise['state'];
  readonly verdict: string;
} {
  const interval = low === null || high === null || level === null ? undefined : { low, high, level };
  const control = controlOf({ ratio, interval, rounds });
  if (control === undefined)
    return { state: 'unknown', verdict: 'Too few rounds for an interval: six at least' };
  const least = Math.max(DELTA, Math.exp(control.reach) - 1);
  const share = least < 1 ? `${figure(least * 100)} %` : `${figure(least + 1)}×`;
  return control.trouble === 'none'
    ? { state: 'calm', verdict: `Calm: differences of ${share} and more are told` }
    : {
        state: 'noisy',
        verdict: `Noisy: ${TROUBLES[control.trouble]}, so that differences below ${share} are not decided`,
      };
}

function modesOf({ modes }: ContestantReport, unit: BenchmarkReport['unit']): string {
  if (modes === null) return '';
  const share = percent(Math.round(modes.lowShare * 1000), 1000);
  return `; two modes, ${amount(modes.low, unit)} (${share}) and ${amount(modes.high, unit)}`;
}

/** Whether verdicts of this machine, now, can be trusted. */
export function trustIn(noise: readonly Noise[]): string {
  const named = (state: Noise['state']): string =>
    list(noise.filter((one) => one.state === state).map(({ runtime }) => runtime));
  if (noise.every(({ state }) => state === 'calm'))
    return 'The machine is calm: verdicts about times can be trusted.';
  if (noise.some(({ state }) => state === 'noisy'))
    return (
      `The machine is noisy (${named('noisy')}): only differences larger than those above are decided, ` +
      'the others are unresolved. Fewer programs beside it and more rounds help.'
    );
  return `Nothing can be said of ${named('unknown')}.`;
}
