/**
 * Counts results, and those that are not what they should be.
 *
 * @module
 */

import { CorruptError } from '../../../engines/timing/subject.ts';

export class Tally {
  #count = 0;
  #wrong = 0;
  #first = '';

  /** Takes one result; `name` is what it would be called if it were the first that is wrong. */
  take(right: boolean, name: () => string): void {
    this.#count += 1;
    if (right) return;
    if (this.#wrong === 0) this.#first = name();
    this.#wrong += 1;
  }

  /** @throws {CorruptError} where there were wrong ones */
  check(): void {
    if (this.#wrong === 0) return;
    throw new CorruptError(`${this.#wrong} of ${this.#count} results were wrong, the first: ${this.#first}`);
  }
}
