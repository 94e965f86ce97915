import { Future } from './future.ts';

/** Each of the futures once; refuses what is none. */
export function futuresOf<F extends Future<unknown>>(futures: Iterable<F>, what: string): Set<F> {
  if (typeof (futures as Partial<Iterable<F>> | null | undefined)?.[Symbol.iterator] !== 'function') {
    throw new TypeError(`Cannot ${what}: the futures must be iterable, received ${typeof futures}`);
  }
  const all = new Set(futures);
  for (const future of all) {
    if (future instanceof Future) continue;
    throw new TypeError(`Cannot ${what}: all must be Futures, received ${typeof future}`);
  }
  return all;
}
