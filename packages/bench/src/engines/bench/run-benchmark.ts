/**
 * All rounds of one benchmark.
 *
 * @module
 */

import type { Maker } from '../../peers/makers.ts';
import { affordable, orderOf } from '../../plan/rounds.ts';
import type { BenchStatus } from '../../report/bench/model.ts';
import type { BenchOrder } from '../timing/order.ts';
import { calibration, measure, type Measured, type Open } from './measure.ts';

/** One implementation on one runtime. */
export interface Contestant {
  readonly by: Maker;
  readonly title: string;
  readonly runtime: string;
  /** True for the reference's second measurement, which is calibrated with the first. */
  readonly again: boolean;
  readonly work: Omit<BenchOrder, 'times'>;
  readonly open: Open;
}

/** How a contestant got on. */
export interface Entry {
  readonly contestant: Contestant;
  status: BenchStatus;
  reason: string;
  failures: number;
  times: number | null;
  /** For each round, the samples of its process; none where it has none. */
  readonly samples: (readonly number[])[];
}

export interface Rounds {
  readonly entries: readonly Entry[];
  /** Indices of entries. */
  readonly orders: readonly (readonly number[])[];
}

/** How many rounds: so many, or as many as fit into so many milliseconds. */
export type Length = { readonly rounds: number } | { readonly budget: number };

/** Looks on. */
export interface BenchSpectator {
  calibrating(contestant: Contestant, index: number, of: number): void;
  measuring(contestant: Contestant, round: number, of: number | undefined): void;
  failed(contestant: Contestant, what: Measured): void;
}

/** Wrong results and hangs are not tried again; other failures once. */
const LAST: readonly BenchStatus[] = ['corrupts', 'hangs', 'absent'];

/** Calibrates everyone, then plays the rounds, one process at a time. Stops between units when interrupted. */
export async function runBenchmark(
  contestants: readonly Contestant[],
  length: Length,
  random: () => number,
  signal: AbortSignal,
  spectator: BenchSpectator,
): Promise<Rounds> {
  const entries = contestants.map((contestant): Entry => {
    return { contestant, status: 'not run', reason: '', failures: 0, times: null, samples: [] };
  });
  const began = performance.now();
  await calibrateAll(entries, signal, spectator);
  const orders: number[][] = [];
  let rounds = 'rounds' in length ? length.rounds : undefined;
  const firstRound = performance.now();
  while (!signal.aborted && (rounds === undefined || orders.length < rounds)) {
    const running = entries.filter(isRunning);
    if (running.length === 0) break;
    const order: number[] = [];
    orders.push(order);
    for (const entry of orderOf(running, random)) {
      if (signal.aborted) break;
      spectator.measuring(entry.contestant, orders.length, rounds);
      order.push(entries.indexOf(entry));
      await playOnce(entry, signal, spectator);
    }
    for (const entry of entries) while (entry.samples.length < orders.length) entry.samples.push([]);
    if (!('budget' in length) || rounds !== undefined) continue;
    rounds = affordable(length.budget - (firstRound - began), performance.now() - firstRound);
  }
  return { entries, orders };
}

async function calibrateAll(
  entries: readonly Entry[],
  signal: AbortSignal,
  spectator: BenchSpectator,
): Promise<void> {
  const first = entries.filter(({ contestant }) => !contestant.again);
  for (const [index, entry] of first.entries()) {
    if (signal.aborted) return;
    const { contestant } = entry;
    spectator.calibrating(contestant, index, first.length);
    const measured = await measure(calibration(contestant.work), contestant.open, signal);
    const twins = entries.filter((other) => sameWork(other.contestant, contestant));
    for (const twin of twins) {
      twin.status = measured.status;
      twin.reason = measured.reason;
      twin.times = measured.times ?? null;
    }
    if (measured.status !== 'ok' && measured.status !== 'not run') spectator.failed(contestant, measured);
  }
}

async function playOnce(entry: Entry, signal: AbortSignal, spectator: BenchSpectator): Promise<void> {
  const { contestant, times } = entry;
  const measured = await measure({ ...contestant.work, times }, contestant.open, signal);
  entry.samples.push(measured.samples);
  if (measured.status === 'ok' || measured.status === 'not run') return;
  entry.failures += 1;
  entry.status = measured.status;
  entry.reason = measured.reason;
  spectator.failed(contestant, measured);
}

function isRunning({ status, failures, times }: Entry): boolean {
  return times !== null && failures < 2 && !LAST.includes(status);
}

function sameWork(one: Contestant, other: Contestant): boolean {
  return (
    one.runtime === other.runtime &&
    one.work.module === other.work.module &&
    one.work.make === other.work.make
  );
}
