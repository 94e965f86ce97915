type Zipped<T extends readonly Iterable<unknown>[]> = {
  [I in keyof T]: T[I] extends Iterable<infer V> ? V : never;
};

/**
 * Pairs the items of several iterables, for `starmap`; ends with the shortest, and closes the others then.
 *
 * @example
 * ```ts
 * for await (const area of pool.starmap(multiply, futures.zip(widths, heights))) console.log(area);
 * ```
 *
 * @see https://docs.python.org/3/library/functions.html#zip
 */
export function zip<T extends readonly Iterable<unknown>[]>(...iterables: T): IterableIterator<Zipped<T>> {
  const iterators = iterables.map((iterable, index) => {
    const iterate = (iterable as Partial<Iterable<unknown>> | null | undefined)?.[Symbol.iterator];
    if (typeof iterate === 'function') return iterate.call(iterable);
    throw new TypeError(`Cannot zip: argument ${index} must be iterable, received ${typeof iterable}`);
  });
  return together(iterators) as IterableIterator<Zipped<T>>;
}

function* together(iterators: readonly Iterator<unknown>[]): Generator<unknown[], undefined> {
  const open = new Set(iterators);
  try {
    while (open.size > 0) {
      const items: unknown[] = [];
      for (const iterator of iterators) {
        // One that throws has closed itself.
        open.delete(iterator);
        const { done, value } = iterator.next();
        if (done === true) return;
        open.add(iterator);
        items.push(value);
      }
      yield items;
    }
  } finally {
    for (const iterator of open) iterator.return?.();
  }
}
