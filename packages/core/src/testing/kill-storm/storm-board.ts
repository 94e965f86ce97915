/**
 * What the processes of a storm write down, in words of the segment: beside the primitives on test, so that a broken
 * one cannot hide itself, and each entry by one store, so that it is right although whoever wrote it dies.
 *
 * A lock has an OCCUPANT: who is inside, 0 for nobody. Whoever comes in puts itself there by one exchange. If it finds
 * another there, that one has died inside: then the lock must say that it is abandoned, and the other must run no more.
 *
 * An item of the queue has a number, and a word: that it was put, which is said after its put, and how often it was got,
 * which is said before anything else. So an item that was put and never got was in the hands of one who died with it.
 *
 * A semaphore's permits are bits of one word, one for each flow of each place: set after the permit is had, cleared
 * before it is given back. So never more bits are set than there are permits, and of the dead their bits tell what they
 * had.
 *
 * @module
 */

import { processProgram } from '../../agent/scope.ts';
import { KIND, type Address, type SharedWords } from '../../memory/index.ts';

/** What is shared, by the name that it is reported under. */
export const RESOURCES = [
  'barging lock',
  'fair lock',
  'rlock',
  'condition',
  'value',
  'semaphore',
  'event',
  'barrier',
  /** Who waits for an item. */
  'queue',
  /** Who waits for room. */
  'room in the queue',
] as const;
export type Resource = (typeof RESOURCES)[number];
/** Those that only one may be in at a time. */
export const EXCLUSIVE: readonly Resource[] = RESOURCES.slice(0, 5);

export const RAIN = 0;
/** All finish what they do, and rest. */
export const LULL = 1;
/** All end. */
export const STOP = 2;

/** What a flow does, in its word: this, and the resource as its number times 16. */
export const DOING = {
  starting: 0,
  between: 1,
  blocked: 2,
  awaiting: 3,
  holding: 4,
  /** It may have a permit that its bit does not tell of. */
  unsure: 5,
  resting: 6,
} as const;
export type Doing = keyof typeof DOING;

export const PLACES = 6;
/** The place of the storm itself. */
export const OWN_PLACE: number = PLACES;
/** Flows of a process at most. */
export const FLOWS = 4;

const COUNTERS = [
  'phase',
  'troubles',
  'longest',
  'permits',
  'items',
  'put',
  'taken',
  'sum',
  'asked',
  'added',
  'numbers',
] as const;
export type Counter = (typeof COUNTERS)[number];

/** Per resource. */
const TALLIES = ['occupant', 'told', 'unmarked', 'done'] as const;
export type Tally = (typeof TALLIES)[number];

const TALLY_BASE = 16;
const FLOW_BASE = 64;
const TROUBLE_BASE = 128;
const TROUBLES = 32;
const ITEM_BASE = TROUBLE_BASE + TROUBLES * 3;
/** Items that can be numbered between two lulls. */
const ITEMS = 8192;
/** Of them, so many are for the lull itself. */
const KEPT = 512;
const WORDS = ITEM_BASE + ITEMS;
/** Of an item's word: that it was put, surely; below, how often it was got. */
const WAS_PUT = 2 ** 16;

/** What may go wrong inside a process. */
export const TROUBLE = [
  'got in while another was there, and was not told of a death',
  'was told of a death, and the other still runs',
  'was no longer there when it left',
  'is had by more than there are permits',
  'kept somebody waiting for too long',
  'has a depth that it cannot have',
  'gave an item again',
  'gave an item that is not as it was put',
] as const;
export type Trouble = (typeof TROUBLE)[number];

export class StormBoard {
  readonly at: Address;
  readonly #words: SharedWords;

  /** Of those that exist already, their place. */
  constructor(at?: Address) {
    const { words, blocks } = processProgram();
    this.at = at ?? blocks.allocate(KIND.bytes, WORDS);
    blocks.meet(this.at);
    this.#words = words;
  }

  read(counter: Counter): number {
    return this.#words.load(this.at + COUNTERS.indexOf(counter));
  }

  write(counter: Counter, value: number): void {
    this.#words.store(this.at + COUNTERS.indexOf(counter), value);
  }

  add(counter: Counter, by = 1): number {
    return this.#words.add(this.at + COUNTERS.indexOf(counter), by);
  }

  raise(counter: Counter, to: number): void {
    const at = this.at + COUNTERS.indexOf(counter);
    for (let was = this.#words.load(at); was < to; was = this.#words.load(at))
      this.#words.compareExchange(at, was, to);
  }

  tally(tally: Tally, resource: Resource): number {
    return this.#words.load(this.#tally(tally, resource));
  }

  count(tally: Tally, resource: Resource): void {
    this.#words.add(this.#tally(tally, resource), 1);
  }

  /** Puts somebody into a lock, and gives who was there. */
  enter(resource: Resource, who: number): number {
    return this.#words.exchange(this.#tally('occupant', resource), who);
  }

  /** False where it is another who is there. */
  leave(resource: Resource, who: number): boolean {
    return this.#words.compareExchange(this.#tally('occupant', resource), who, 0) === who;
  }

  /** Notes a permit; gives how many are had now. */
  have(bit: number): number {
    return bits(this.#words.or(this.at + COUNTERS.indexOf('permits'), 1 << bit) | (1 << bit));
  }

  /** Strikes a permit out; false where it was not had. */
  haveNot(bit: number): boolean {
    return (this.#words.and(this.at + COUNTERS.indexOf('permits'), ~(1 << bit)) & (1 << bit)) !== 0;
  }

  /** The number of an item that is about to be put; undefined when there are none left until the next lull. */
  number(kept: number = KEPT): number | undefined {
    if (this.read('numbers') >= ITEMS - kept) return undefined;
    return this.add('numbers');
  }

  wasPut(number: number): void {
    this.#words.add(this.at + ITEM_BASE + number, WAS_PUT);
  }

  wasGot(number: number): void {
    const before = this.#words.add(this.at + ITEM_BASE + number, 1) % WAS_PUT;
    if (before > 0) this.trouble('gave an item again', 'queue', number);
  }

  /** How many were put and never got, while all rest and the queue is empty; then numbers begin anew. */
  countLost(): number {
    const words = this.#words;
    let lost = 0;
    for (let number = Math.min(this.read('numbers'), ITEMS) - 1; number >= 0; number -= 1) {
      if (words.exchange(this.at + ITEM_BASE + number, 0) === WAS_PUT) lost += 1;
    }
    this.write('numbers', 0);
    return lost;
  }

  say(place: number, flow: number, doing: Doing, resource?: Resource): void {
    const of = resource === undefined ? 0 : RESOURCES.indexOf(resource);
    this.#words.store(this.#flow(place, flow), DOING[doing] | (of << 4));
  }

  /** What the flows of a place do, or did when it died. */
  doings(place: number): { readonly doing: Doing; readonly resource: Resource }[] {
    return Array.from({ length: FLOWS }, (_, flow) => {
      const word = this.#words.load(this.#flow(place, flow));
      const doing = (Object.keys(DOING) as Doing[]).find((name) => DOING[name] === (word & 15)) as Doing;
      return { doing, resource: RESOURCES[word >> 4] as Resource };
    });
  }

  /** All flows of a place are as before its process is there. */
  clear(place: number): void {
    for (let flow = 0; flow < FLOWS; flow += 1) this.#words.store(this.#flow(place, flow), DOING.starting);
  }

  trouble(what: Trouble, resource: Resource, detail: number): void {
    const at = this.at + TROUBLE_BASE + (this.add('troubles') % TROUBLES) * 3;
    this.#words.store(at + 1, RESOURCES.indexOf(resource));
    this.#words.store(at + 2, detail);
    this.#words.store(at, TROUBLE.indexOf(what) + 1);
  }

  get troubles(): string[] {
    return Array.from({ length: Math.min(this.read('troubles'), TROUBLES) }, (_, index) => {
      const at = this.at + TROUBLE_BASE + index * 3;
      const resource = RESOURCES[this.#words.load(at + 1)];
      return `the ${resource} ${TROUBLE[this.#words.load(at) - 1]} (${this.#words.load(at + 2)})`;
    });
  }

  #tally(tally: Tally, resource: Resource): Address {
    return this.at + TALLY_BASE + TALLIES.indexOf(tally) * RESOURCES.length + RESOURCES.indexOf(resource);
  }

  #flow(place: number, flow: number): Address {
    return this.at + FLOW_BASE + place * FLOWS + flow;
  }
}

function bits(word: number): number {
  let count = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
