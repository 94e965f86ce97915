/**
 * Time limits that hold whatever the unit does, because they are kept outside of it.
 *
 * @module
 */

import type { Stage } from './unit-record.ts';

/** Milliseconds for each stage of a unit. */
export interface Limits {
  /** To come up: a browser may have to start first. */
  readonly start: number;
  readonly work: number;
  /** To leave after its last event. */
  readonly exit: number;
}

/** What a unit may take beyond its own limit: it notices that itself and says what it was doing. */
const GRACE = 1500;

export function limitsOf(limit: number): Limits {
  return { start: 30_000, work: limit + GRACE, exit: 2000 };
}

/** Barks once, when a stage has lasted too long. */
export class Watchdog {
  readonly #limits: Limits;
  readonly #bark: (stage: Stage, after: number) => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(limits: Limits, bark: (stage: Stage, after: number) => void) {
    this.#limits = limits;
    this.#bark = bark;
  }

  /** A stage begins, and with it its time. */
  enter(stage: Stage): void {
    this.stop();
    const after = this.#limits[stage];
    this.#timer = setTimeout(() => this.#bark(stage, after), after);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
