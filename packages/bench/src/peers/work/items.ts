/**
 * What goes through the queues: four kinds of item, each made anew by the producer and checked by the consumer.
 *
 * @module
 */

import { CorruptError } from '../../engines/timing/subject.ts';

export type Kind = 'number' | 'string' | 'object' | 'bytes';

export interface Items {
  make(index: number): unknown;
  /** Whether this is the item of that index. */
  is(item: unknown, index: number): boolean;
}

const BYTES = 65_536;
const NAMES: readonly string[] = Array.from({ length: 64 }, (_, index) => `item-${index}`);

interface Small {
  readonly id: number;
  readonly name: string;
  readonly ok: boolean;
  readonly n: number;
}

function nameOf(index: number): string {
  return NAMES[index & 63] as string;
}

/** One buffer is enough: each queue copies it. Its ends carry the index, the rest a pattern. */
function makeBytes(): Items {
  const bytes = Uint8Array.from({ length: BYTES }, (_, place) => place * 31);
  return {
    make(index) {
      bytes[0] = bytes[BYTES - 1] = index;
      return bytes;
    },
    is(item, index) {
      if (!(item instanceof Uint8Array) || item.length !== BYTES) return false;
      const place = 1 + ((index * 997) % (BYTES - 2));
      return (
        item[0] === (index & 255) && item[BYTES - 1] === (index & 255) && item[place] === ((place * 31) & 255)
      );
    },
  };
}

const MAKERS: Readonly<Record<Kind, () => Items>> = {
  number: () => ({ make: (index) => index, is: (item, index) => item === index }),
  string: () => ({ make: nameOf, is: (item, index) => item === nameOf(index) }),
  object: () => ({
    make: (index): Small => ({ id: index, name: nameOf(index), ok: (index & 1) === 0, n: index / 2 }),
    is: (item, index) => {
      const small = item as Partial<Small> | null;
      return (
        small?.id === index &&
        small.name === nameOf(index) &&
        small.ok === ((index & 1) === 0) &&
        small.n === index / 2
      );
    },
  }),
  bytes: makeBytes,
};

export function itemsOf(kind: Kind): Items {
  return MAKERS[kind]();
}

/** Counts what arrived, and what should not have. */
export class Consumer {
  readonly #items: Items;
  #next = 0;
  #wrong = 0;
  #first = '';

  constructor(items: Items) {
    this.#items = items;
  }

  take(item: unknown): void {
    if (!this.#items.is(item, this.#next)) {
      if (this.#wrong === 0) this.#first = `, at first item ${this.#next}`;
      this.#wrong += 1;
    }
    this.#next += 1;
  }

  check(): void {
    if (this.#wrong > 0)
      throw new CorruptError(`${this.#wrong} of ${this.#next} items arrived wrong${this.#first}`);
  }
}
