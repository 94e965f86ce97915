/** Messages for each worker: fewer would leave some without work at the end, more cost more. */
const PER_WORKER = 4;

export interface Chunks {
  readonly size: number;
  /** Each a list of lists of arguments. */
  readonly chunks: readonly (readonly unknown[])[][];
}

/**
 * The items of a map in chunks, as Python's Pool makes them. An error of the items is the caller's.
 *
 * @throws {TypeError} {RangeError} when the chunksize is no positive integer, or an item no list of arguments
 */
export function chunksOf(
  items: Iterable<unknown>,
  spread: boolean,
  chunksize: number | undefined,
  workers: number,
): Chunks {
  if (chunksize !== undefined && typeof chunksize !== 'number')
    throw new TypeError(`Cannot map: chunksize must be a positive integer, received ${typeof chunksize}`);
  if (chunksize !== undefined && (!Number.isInteger(chunksize) || chunksize < 1))
    throw new RangeError(`Cannot map: chunksize must be a positive integer, received ${chunksize}`);
  const lists = [...items].map((item, index) => (spread ? listOf(item, index) : [item]));
  const size = chunksize ?? Math.max(1, Math.ceil(lists.length / (workers * PER_WORKER)));
  const chunks: (readonly unknown[])[][] = [];
  for (let first = 0; first < lists.length; first += size) chunks.push(lists.slice(first, first + size));
  return { size, chunks };
}

function listOf(item: unknown, index: number): readonly unknown[] {
  if (Array.isArray(item)) return item as readonly unknown[];
  throw new TypeError(`Cannot starmap: item ${index} must be an array of arguments, received ${typeof item}`);
}
