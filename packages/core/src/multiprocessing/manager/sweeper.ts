/**
 * When a manager looks for what nobody refers to: a while after something has come or gone, and the less often the longer
 * nothing has.
 *
 * @module
 */

const FIRST_MS = 500;
const LONGEST_MS = 60_000;

export class Sweeper {
  readonly #sweep: () => boolean;
  #pause = FIRST_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `sweep` tells whether there is anything left to look at. */
  constructor(sweep: () => boolean) {
    this.#sweep = sweep;
  }

  /** Something has come or gone. */
  touch(): void {
    if (this.#timer !== undefined && this.#pause === FIRST_MS) return;
    this.stop();
    this.#pause = FIRST_MS;
    this.#arm();
  }

  #arm(): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (!this.#sweep()) return;
      this.#pause = Math.min(this.#pause * 2, LONGEST_MS);
      this.#arm();
    }, this.#pause);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
