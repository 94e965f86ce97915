/**
 * What a benchmark is.
 *
 * @module
 */

import type { Sampling } from '../engines/timing/order.ts';
import { isPython, type Maker } from './makers.ts';

/** One way to do a benchmark's work. */
export interface Implementation {
  readonly by: Maker;
  readonly title: string;
  /** The module below `peers/work` (of CPython: the script below `python/bench`) and its export. */
  readonly module: string;
  readonly make: string;
}

/** What a sample counts: nanoseconds or bytes, of one operation. */
export type Unit = 'ns' | 'bytes';

/** By which of a process's samples implementations are compared: less is better. */
export type Judged = 'median' | 'p99';

export interface Benchmark {
  readonly id: string;
  readonly title: string;
  /** What one operation is; the figures are of one. */
  readonly operation: string;
  /** Named where people count operations by the second. */
  readonly rate: string | null;
  /** Nanoseconds where it is not said. */
  readonly unit?: Unit;
  /** The median where it is not said. */
  readonly judged?: Judged;
  /** How its samples are taken, where that is not as everywhere. */
  readonly sampling?: Partial<Sampling>;
  /** The reference, which is measured twice in each round, comes first. */
  readonly implementations: readonly Implementation[];
}

export type Row = readonly [by: Maker, title: string];

/** The implementations that are found under one name in every maker's folder. */
export function implementations(family: string, make: string, rows: readonly Row[]): Implementation[] {
  return rows.map(([by, title]) => ({ by, title, module: moduleOf(by, family), make }));
}

function moduleOf(by: Maker, family: string): string {
  if (!isPython(by)) return `${by}/${family}`;
  return by === 'processes' ? `bench_${family}_processes` : `bench_${family}`;
}
