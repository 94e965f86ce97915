/**
 * A thread in one window, and how it chooses what to do.
 *
 * @module
 */

import type { Recorder } from '../../explore/history/index.ts';

export interface Patience {
  readonly timeout?: number;
}

/** One thread in one window. */
export interface Player {
  readonly window: number;
  readonly thread: number;
  /** Random numbers of its own. */
  readonly next: () => number;
  readonly recorder: Recorder;
}

/** How long an operation is waited for. */
export type Form = 'try' | 'timed' | 'patient';

/** How many each thread does in a window. */
export const OPERATIONS = 4;
/** The most that a bounded wait waits, in milliseconds: mostly too short, now and then long enough. */
const SHORT = 1.5;

export function formOf(next: () => number, patient: boolean): Form {
  const chance = next();
  if (patient && chance < 0.5) return 'patient';
  return chance < 0.75 ? 'timed' : 'try';
}

export function patience(form: Form, next: () => number): Patience | undefined {
  return form === 'timed' ? { timeout: SHORT * next() } : undefined;
}
