/**
 * Names of words, for people who read a schedule.
 *
 * @module
 */

import type { HandleData } from '../agent/primitive.ts';
import { HEADER, HEAP, SLOT, type Address } from '../memory/index.ts';

const SLOT_WORDS = 16;
const FIRST_SLOT = 64;

/** Names words by what they belong to: `lock`, `lock+1`, `slot 2 doorbell`, `header bump`. */
export function nameWords(handles: ReadonlyMap<string, HandleData>, shared: object): (at: Address) => string {
  const named = new Map<Address, string>();
  for (const [key, value] of Object.entries(shared)) if (typeof value === 'number') named.set(value, key);
  for (const [key, { at }] of handles) named.set(at, key);
  return (at) => {
    if (at < FIRST_SLOT) return `header ${keyOf(HEADER, at) ?? at}`;
    if (at < HEAP) {
      const slot = Math.floor((at - FIRST_SLOT) / SLOT_WORDS);
      return `slot ${slot} ${keyOf(SLOT, (at - FIRST_SLOT) % SLOT_WORDS) ?? ''}`.trim();
    }
    let [base, name]: [Address, string | undefined] = [0, undefined];
    for (const [start, key] of named) if (start <= at && start > base) [base, name] = [start, key];
    if (name === undefined || at - base > 64) return `word ${at}`;
    return at === base ? name : `${name}+${at - base}`;
  };
}

function keyOf(names: Readonly<Record<string, number>>, at: number): string | undefined {
  return Object.keys(names).find((name) => names[name] === at);
}
