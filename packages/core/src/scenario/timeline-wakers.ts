/**
 * Who woke whom.
 *
 * @module
 */

import type { TraceRecord } from '../agent/trace-buffer.ts';
import { keyOf, placeKey } from './timeline-lanes.ts';

/** Who is woken may look at the clock before who woke it does, which then writes down a later time: so many µs. */
const SLACK = 200;

/** Whoever last woke the waiters of a point while they waited there. */
export class Wakers {
  readonly #byPlace: Map<string, TraceRecord[]>;

  constructor(waking: readonly TraceRecord[]) {
    this.#byPlace = Map.groupBy(waking, (wake) => placeKey(wake, wake.point));
  }

  of(wait: TraceRecord): TraceRecord | undefined {
    const { start, end = -Infinity } = wait;
    return this.#byPlace
      .get(placeKey(wait, wait.point))
      ?.filter((wake) => wake.start >= start && wake.start <= end + SLACK && keyOf(wake) !== keyOf(wait))
      .reduce<TraceRecord | undefined>(
        (last, wake) => (last && last.start > wake.start ? last : wake),
        undefined,
      );
  }
}
