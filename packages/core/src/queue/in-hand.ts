/**
 * What is in flight with an item whose putter waits: written down, so that the putter's death gives it back. While a
 * try is under way it is not, because the item may be in the queue by then: a death leaks it rather than free it twice.
 *
 * @module
 */

import type { Program } from '../agent/program.ts';
import type { Address } from '../memory/index.ts';
import type { Parcel } from './parcel.ts';

export class InHand {
  readonly #program: Program;
  readonly #handles: readonly Address[];
  #entries: Address[] = [];

  constructor(program: Program, { handles }: Parcel) {
    this.#program = program;
    this.#handles = handles;
    this.#note();
  }

  /** Tries to put the item; undefined when there is no room. */
  attempt(tryPut: () => boolean): true | undefined {
    this.strike();
    if (tryPut()) return true;
    this.#note();
    return undefined;
  }

  /** Before the item is given up. */
  strike(): void {
    for (const entry of this.#entries) this.#program.strike(entry);
    this.#entries = [];
  }

  #note(): void {
    for (const at of this.#handles) this.#entries.push(this.#program.note(at));
  }
}
