import { defineTasks, defineTypes, type TaskRef } from '../../task/index.ts';
import type { Lock } from '../../threading/index.ts';
import { equal, ok } from '../check.ts';

export class Money {
  readonly #cents: bigint;
  constructor(cents: bigint) {
    this.#cents = cents;
  }
  get cents(): bigint {
    return this.#cents;
  }
}

/** Holds other registered classes and primitives. */
export class Account {
  readonly owner: string;
  readonly lock: Lock;
  readonly entries: readonly Money[];
  constructor(owner: string, lock: Lock, entries: readonly Money[]) {
    this.owner = owner;
    this.lock = lock;
    this.entries = entries;
  }
}

defineTypes('testing/Money', {
  class: Money,
  encode: (money) => money.cents,
  decode: (cents) => new Money(cents),
});

defineTypes('testing/Account', {
  class: Account,
  encode: ({ owner, lock, entries }) => ({ owner, lock, entries }),
  decode: ({ owner, lock, entries }) => new Account(owner, lock, entries),
});

const bodies = {
  /** Holds the account's lock while it looks. */
  async audit(accounts: readonly Account[], total: bigint): Promise<void> {
    const [first, second] = accounts;
    ok(first instanceof Account && first === second, 'not one account');
    await first.lock.run(() => {
      ok(
        first.entries.every((entry) => entry instanceof Money),
        'not all are Money',
      );
      equal(
        first.entries.reduce((sum, entry) => sum + entry.cents, 0n),
        total,
      );
    });
  },

  receivesUnknown(value: unknown): void {
    ok(value === undefined, 'it arrived');
  },
};

export const wireTasks: typeof bodies & Record<keyof typeof bodies, TaskRef> = defineTasks(
  import.meta.url,
  bodies,
);
