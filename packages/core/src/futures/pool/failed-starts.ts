import type { Carrier } from './carrier.ts';

/** So many workers that are killed as they come up, one after another, are what the system does to all of them. */
const MOST_KILLED = 8;

/** Judges whether a pool can go on when a worker has ended before it could serve. */
export class FailedStarts {
  #killed = 0;

  /** One that has served is up, or has ended. */
  served(): void {
    this.#killed = 0;
  }

  /** One that ended by itself is fatal, as the next would do so too. */
  isFatal(carrier: Pick<Carrier, 'wasKilled'>): boolean {
    this.#killed += 1;
    return !carrier.wasKilled || this.#killed >= MOST_KILLED;
  }
}
