/**
 * Objects of 0.9 KB, as JSON has it: a row of a table with some structure in it.
 *
 * @module
 */

import type { Stream } from './streamed.ts';

interface Entry {
  id: number;
  readonly name: string;
  readonly active: boolean;
  readonly address: { readonly street: string; readonly city: string; readonly at: readonly number[] };
  readonly tags: readonly string[];
  readonly scores: readonly number[];
  readonly note: string;
}

function entry(lane: number): Entry {
  const word = (place: number): string => `word-${(lane * 31 + place * 17) % 997}`;
  return {
    id: 0,
    name: `Somebody ${lane}`,
    active: lane % 2 === 0,
    address: { street: `${lane} Long Street`, city: word(0), at: [lane / 7, -lane / 3] },
    tags: Array.from({ length: 16 }, (_, place) => word(place)),
    scores: Array.from({ length: 24 }, (_, place) => (lane * 7 + place) % 1009),
    note: Array.from({ length: 52 }, (_, place) => word(place * lane)).join(' '),
  };
}

/** Each lane sends its own, with the task's number in it, and gets it back. */
export function records(lanes: number, echo: (value: unknown) => PromiseLike<unknown>): Stream {
  const entries = Array.from({ length: lanes }, (_, lane) => entry(lane));
  return {
    send(index, lane) {
      const mine = entries[lane]!;
      mine.id = index;
      return echo(mine);
    },
    right(result, index, lane) {
      const [back, mine] = [result as Partial<Entry> | null, entries[lane]!];
      return (
        back?.id === index &&
        back.name === mine.name &&
        back.tags?.[15] === mine.tags[15] &&
        back.scores?.[23] === mine.scores[23] &&
        back.note === mine.note
      );
    },
  };
}
