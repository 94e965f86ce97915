import type { WaitOptions } from '../../../agent/deadline.ts';
import { awaitUntil } from '../../../futures/await-until.ts';

/** Calls that wait in a manager's process, in the order in which they have come. Nothing comes between two of its steps. */
export class Line {
  readonly #listeners: Set<() => void> = new Set();

  /** Until an attempt says true, which takes what it wants in that moment; false when the timeout passed first. */
  wait(attempt: () => boolean, options: WaitOptions): Promise<boolean> {
    const watch = (listener: () => void): (() => void) => {
      this.#listeners.add(listener);
      return () => this.#listeners.delete(listener);
    };
    return awaitUntil(attempt, watch, options);
  }

  /** Has each look again, the first first. */
  serve(): void {
    for (const listener of this.#listeners) listener();
  }
}
