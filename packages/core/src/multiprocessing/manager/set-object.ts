/**
 * A set that a manager owns: Python's, of what can be told apart in any process.
 *
 * @module
 */

export type Member = number | bigint | boolean | string | null | undefined;

export class SetObject {
  readonly #members: Set<Member>;

  constructor(init: Iterable<unknown> = []) {
    this.#members = membersOf('make a set of', init);
  }

  add(value: unknown): void {
    this.#members.add(checked('add', value));
  }

  has(value: unknown): boolean {
    return this.#members.has(value as Member);
  }

  delete(value: unknown): boolean {
    return this.#members.delete(value as Member);
  }

  remove(value: unknown): void {
    if (!this.delete(value)) throw new RangeError(`Cannot remove ${String(value)}: it is not in the set`);
  }

  pop(): Member {
    for (const value of this.#members) {
      this.#members.delete(value);
      return value;
    }
    throw new RangeError('Cannot pop from a set that is empty');
  }

  values(): Member[] {
    return [...this.#members];
  }

  size(): number {
    return this.#members.size;
  }

  clear(): void {
    this.#members.clear();
  }

  copy(): Set<Member> {
    return new Set(this.#members);
  }

  union(...others: Iterable<unknown>[]): Set<Member> {
    return others.reduce<Set<Member>>((all, other) => joined(all, setOf('union', other)), this.copy());
  }

  intersection(...others: Iterable<unknown>[]): Set<Member> {
    return others.reduce<Set<Member>>((all, other) => shared(all, setOf('intersection', other)), this.copy());
  }

  difference(...others: Iterable<unknown>[]): Set<Member> {
    return others.reduce<Set<Member>>((all, other) => without(all, setOf('difference', other)), this.copy());
  }

  symmetricDifference(other: Iterable<unknown>): Set<Member> {
    const theirs = setOf('symmetricDifference', other);
    return joined(without(this.#members, theirs), without(theirs, this.#members));
  }

  update(...others: Iterable<unknown>[]): void {
    this.#become(this.union(...others));
  }

  intersectionUpdate(...others: Iterable<unknown>[]): void {
    this.#become(this.intersection(...others));
  }

  differenceUpdate(...others: Iterable<unknown>[]): void {
    this.#become(this.difference(...others));
  }

  symmetricDifferenceUpdate(other: Iterable<unknown>): void {
    this.#become(this.symmetricDifference(other));
  }

  isSubsetOf(other: Iterable<unknown>): boolean {
    return without(this.#members, setOf('isSubsetOf', other)).size === 0;
  }

  isSupersetOf(other: Iterable<unknown>): boolean {
    return without(setOf('isSupersetOf', other), this.#members).size === 0;
  }

  isDisjointFrom(other: Iterable<unknown>): boolean {
    return shared(this.#members, setOf('isDisjointFrom', other)).size === 0;
  }

  #become(members: Set<Member>): void {
    this.#members.clear();
    for (const value of members) this.#members.add(value);
  }
}

function joined(one: Set<Member>, other: Set<Member>): Set<Member> {
  return new Set([...one, ...other]);
}

function shared(one: Set<Member>, other: Set<Member>): Set<Member> {
  return new Set([...one].filter((value) => other.has(value)));
}

function without(one: Set<Member>, other: Set<Member>): Set<Member> {
  return new Set([...one].filter((value) => !other.has(value)));
}

function setOf(what: string, other: unknown): Set<Member> {
  if (typeof (other as Partial<Iterable<unknown>> | null)?.[Symbol.iterator] === 'function')
    return membersOf(what, other as Iterable<unknown>);
  throw new TypeError(`Cannot ${what}: it takes what can be iterated, received ${typeof other}`);
}

function membersOf(what: string, values: Iterable<unknown>): Set<Member> {
  return new Set(Array.from(values, (value) => checked(what, value)));
}

/** Of an object each process has a copy of its own, none of which is the one that is in the set. */
function checked(what: string, value: unknown): Member {
  if (value === null || !['object', 'function', 'symbol'].includes(typeof value)) return value as Member;
  throw new TypeError(
    `Cannot ${what} an ${typeof value}: a set of a manager has numbers, bigints, booleans and strings`,
  );
}
