/**
 * Events as lines of text and back.
 *
 * @module
 */

import { type EventType, RECORD_SEPARATOR, type UnitEvent } from './events.ts';

/** What a piece of a unit's output is. */
export type Piece =
  { readonly kind: 'event'; readonly event: UnitEvent } | { readonly kind: 'text'; readonly text: string };

const TYPES: Readonly<Record<EventType, true>> = {
  hello: true,
  contract: true,
  start: true,
  progress: true,
  log: true,
  span: true,
  timeline: true,
  count: true,
  measure: true,
  observation: true,
  histogram: true,
  precondition: true,
  error: true,
  end: true,
};

/** The event that a JSON text holds, or undefined where it holds none. */
export function parseEvent(text: string): UnitEvent | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, at } = value as Readonly<Record<string, unknown>>;
  if (typeof type !== 'string' || !Object.hasOwn(TYPES, type) || typeof at !== 'number') return undefined;
  return value as UnitEvent;
}

/** Characters of a line that has not ended. */
const LONGEST_LINE = 1 << 24;

/**
 * Takes a unit's standard output apart into events and the lines of whatever else it prints. An event that begins in
 * the middle of a line ends that line: a thread may print without a line feed just before the unit says something.
 */
export class OutputReader {
  #rest = '';

  /** The pieces that this chunk completes. */
  push(chunk: string): Piece[] {
    const lines = (this.#rest + chunk).split('\n');
    this.#rest = lines.pop() ?? '';
    // Somebody who never ends a line must not fill the bench's memory.
    if (this.#rest.length > LONGEST_LINE) {
      lines.push(this.#rest);
      this.#rest = '';
    }
    return lines.flatMap(pieces);
  }

  /** What is left when the output ends. */
  end(): Piece[] {
    const rest = this.#rest;
    this.#rest = '';
    return rest === '' ? [] : pieces(rest);
  }
}

function pieces(line: string): Piece[] {
  const [before = '', ...records] = line.split(RECORD_SEPARATOR);
  const out: Piece[] = [];
  if (before !== '' || records.length === 0) out.push({ kind: 'text', text: before.replace(/\r$/, '') });
  for (const record of records) {
    const event = parseEvent(record);
    out.push(event === undefined ? { kind: 'text', text: record } : { kind: 'event', event });
  }
  return out;
}
