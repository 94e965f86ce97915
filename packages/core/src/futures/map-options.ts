import type { WaitOptions } from '../agent/deadline.ts';

/** `timeout` counts from the call of `map`; `signal` ends the iteration, as leaving its loop does. */
export interface MapOptions extends WaitOptions {
  /** How many items are sent, worked on and answered together: fewer, larger messages for small work. 1 by default. */
  readonly chunksize?: number;
  /**
   * How many calls may be under way whose results were not taken; a chunk is one call. By default there is no bound: all
   * items are taken, and their results wait for whoever iterates.
   */
  readonly buffersize?: number;
}

/** A map's options, checked, with what they are by default. */
export function mapOptionsOf(
  options: MapOptions | undefined,
): Required<Pick<MapOptions, 'chunksize' | 'buffersize'>> {
  if (options !== undefined && (typeof options !== 'object' || options === null)) {
    throw new TypeError(`Cannot map: it takes an options object, received ${typeof options}`);
  }
  const { chunksize = 1, buffersize } = options ?? {};
  check('chunksize', chunksize);
  if (buffersize !== undefined) check('buffersize', buffersize);
  return { chunksize, buffersize: buffersize ?? Infinity };
}

function check(name: string, value: unknown): void {
  if (typeof value !== 'number') {
    throw new TypeError(
      `Cannot map: ${name} must be a positive integer, received ${value === null ? null : typeof value}`,
    );
  }
  if (!Number.isInteger(value) || value < 1) {
    throw new RangeError(`Cannot map: ${name} must be a positive integer, received ${value}`);
  }
}
