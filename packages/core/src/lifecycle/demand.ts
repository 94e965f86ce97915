/**
 * How many starts there were lately, fading: as many as that are kept ready for the next.
 *
 * @module
 */

/** How long a start counts, in milliseconds. */
const RECENT_MS = 1000;

export class Demand {
  readonly #now: () => number;
  #recent = 0;
  #counted = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  count(started: number): void {
    this.#recent = this.recent + started;
    this.#counted = this.#now();
  }

  get recent(): number {
    return this.#recent * Math.exp((this.#counted - this.#now()) / RECENT_MS);
  }
}
