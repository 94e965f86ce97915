/**
 * One unit that measures, from outside: an order in, samples or what went wrong out.
 *
 * @module
 */

import type { BenchStatus } from '../../report/bench/model.ts';
import type { Unit } from '../../targets/target.ts';
import { attend } from '../run-unit.ts';
import { type BenchOrder, REPORTED } from '../timing/order.ts';
import type { UnitRecord } from '../unit-record.ts';
import type { Limits } from '../watchdog.ts';

/** Starts a unit with an order. */
export type Open = (order: BenchOrder) => Promise<Unit>;

export interface Measured {
  readonly status: BenchStatus;
  readonly reason: string;
  readonly times: number | undefined;
  readonly samples: readonly number[];
}

/** Milliseconds: what a unit may take to come up, to measure, and to leave. */
const LIMITS: Limits = { start: 30_000, work: 60_000, exit: 2000 };
/** To calibrate takes less, and what hangs hangs there first. */
const CALIBRATION: Limits = { ...LIMITS, work: 40_000 };

/** Finds the operations of a sample, in a process of its own. */
export function calibration(work: Omit<BenchOrder, 'times'>): BenchOrder {
  return { ...work, times: null };
}

export async function measure(
  order: BenchOrder,
  open: Open,
  signal: AbortSignal,
  limits: Limits = order.times === null ? CALIBRATION : LIMITS,
): Promise<Measured> {
  const record = await attend(() => open(order), limits, { signal });
  const samples = record.measures.get(REPORTED.sample) ?? [];
  const times = record.measures.get(REPORTED.times)?.[0];
  const complete = order.times === null ? times !== undefined : samples.length >= order.samples;
  const trouble =
    troubleOf(record) ?? (complete ? undefined : (['fails', 'It ended without a result'] as const));
  if (trouble === undefined) return { status: 'ok', reason: '', times, samples };
  return { status: trouble[0], reason: trouble[1], times: undefined, samples: [] };
}

function troubleOf({ fate, errors, missing, lines }: UnitRecord): readonly [BenchStatus, string] | undefined {
  if (fate.kind === 'interrupted') return ['not run', 'The run was interrupted'];
  if (fate.kind === 'timeout') return ['hangs', `It was killed after ${fate.after} ms without a result`];
  const [absent] = missing;
  if (absent !== undefined) return ['absent', absent.reason];
  const [first] = errors;
  if (first !== undefined) {
    const { name, message } = first.error;
    return name === 'CorruptError' ? ['corrupts', message] : ['fails', `${name}: ${message}`];
  }
  if (fate.kind !== 'died') return undefined;
  const how = fate.reason ?? (fate.signal === null ? `exit code ${fate.code}` : `signal ${fate.signal}`);
  const words = lines.findLast((line) => /error|panic|fatal|exception/i.test(line)) ?? lines.at(-1);
  return ['crashes', words === undefined ? `Its process ended with ${how}` : `${how}: ${words.trim()}`];
}
