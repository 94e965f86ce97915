import type { Self } from '../../explore/index.ts';
import { KIND, type Address } from '../../memory/index.ts';

/** Words beside a primitive, in which agents show what they saw. */
export interface Places {
  /** How many are inside. */
  readonly inside: Address;
  /** How often somebody was. */
  readonly visits: Address;
}

export function places({ program }: Self): Places {
  const at = program.blocks.allocate(KIND.bytes, 2);
  return { inside: at, visits: at + 1 };
}

/** A visit to where one may be at once, and where somebody may have died. */
export function visitAlone({ inside, visits }: Places, { words, name, program }: Self): void {
  words.store(inside, program.me);
  words.add(visits, 1);
  if (words.load(inside) !== program.me) throw new Error(`${name} is not alone inside`);
}

/** A visit to where at most `most` may be at once. */
export function visit({ inside, visits }: Places, { words, name }: Self, most = 1): void {
  const others = words.add(inside, 1);
  if (others >= most) throw new Error(`${name} is inside, and ${others} more; ${most} may be`);
  words.add(visits, 1);
  words.sub(inside, 1);
}

export function visitsOf({ visits }: Places, { words }: Self): number {
  return words.load(visits);
}

export function equal(what: string, seen: unknown, expected: unknown): void {
  const [one, other] = [JSON.stringify(seen), JSON.stringify(expected)];
  if (one !== other) throw new Error(`${what}: ${one}, expected ${other}`);
}
