/**
 * Primitives that are the same in every thread that evaluates a module.
 *
 * The registry is a list in shared memory: an entry is a block with the next entry, then the key and the primitive's
 * wire form as text. An entry is written whole before one compare-and-exchange of the head publishes it; it is never
 * changed or taken out. So whoever reads follows links that stay, a thread that dies before the exchange has
 * published nothing, and of two that come with one key the second fails the exchange, looks again and finds the first.
 * An entry counts as one reference to its primitive, for the program's life.
 *
 * @module
 */

import { HANDLE, isTraveller, standIn, type HandleData, type Traveller } from '../agent/primitive.ts';
import { currentProgram, type Program } from '../agent/program.ts';
import { agent } from '../agent/state.ts';
import { HEADER, KIND, type Address } from '../memory/index.ts';

const NEXT = 0;
const LENGTH = 1;
const TEXT = 2;

type Entry = readonly [key: string, data: HandleData];

/**
 * A module-level primitive that is the same one in every thread that evaluates the module: `new Lock()` at module level
 * makes a lock for each of them. Module and name say which; the first thread to come makes it, and the program keeps
 * it until it ends.
 *
 * `make` is called in every thread, so it must do nothing else; all but the first drop what they made.
 *
 * @example
 * ```ts
 * export const lock = shared(import.meta.url, 'counter', () => new threading.Lock());
 * ```
 *
 * @throws {TypeError} when `make` gives no primitive, or one of another type than the name already has
 */
export function shared<T>(url: string, name: string, make: () => T): T {
  for (const [what, given] of Object.entries({ 'first argument (import.meta.url)': url, name })) {
    if (typeof given === 'string' && given !== '') continue;
    throw new TypeError(`Cannot share a primitive: the ${what} must be a string that is not empty`);
  }
  const made: unknown = make();
  const data = wireForm(made, name);
  const program = currentProgram();
  const key = JSON.stringify([url, name]);
  const known = agent().shared.get(key);
  const its = known === undefined ? register(program, key, data) : handleOf(known);
  if (kindOf(its) !== kindOf(data)) {
    if (known === undefined) program.home(its.scope).release(its.at);
    throw new TypeError(
      `Cannot share a ${kindOf(data)} as ${name}: ${url} has shared a ${kindOf(its)} by that name; give each its own`,
    );
  }
  const winner = known ?? program.decode(its);
  agent().shared.set(key, winner);
  if (winner !== made) standIn(winner, made as object);
  return winner as T;
}

function kindOf({ type, scope }: HandleData): string {
  return scope === 'process' ? `multiprocessing.${type}` : type;
}

function handleOf(primitive: object): HandleData {
  return (primitive as Traveller)[HANDLE]();
}

function wireForm(made: unknown, name: string): HandleData {
  const data = typeof made === 'object' && made !== null && isTraveller(made) ? made[HANDLE]() : undefined;
  if (data !== undefined && data.kind !== KIND.thread) {
    currentProgram()
      .home(data.scope)
      .know(made as object, data.at);
    return data;
  }
  throw new TypeError(
    `Cannot share ${name}: what make gives must be a primitive, such as a Lock or a Queue, received ${typeof made}`,
  );
}

/** The wire form of the key's primitive, with a reference for the caller: ours, if nobody was before us. */
function register(program: Program, key: string, data: HandleData): HandleData {
  const { words, blocks } = program;
  let seen = words.load(HEADER.shared);
  let found = find(program, key, seen, 0);
  if (found === undefined) {
    const entry = write(program, [key, data]);
    program.home(data.scope).blocks.retain(data.at);
    for (;;) {
      words.store(entry + NEXT, seen);
      const head = words.compareExchange(HEADER.shared, seen, entry);
      if (head === seen) break;
      found = find(program, key, head, seen);
      seen = head;
      if (found === undefined) continue;
      blocks.free(entry);
      program.home(data.scope).release(data.at);
      break;
    }
  }
  const winner = found ?? data;
  const home = program.home(winner.scope);
  home.blocks.meet(winner.at);
  home.blocks.retain(winner.at);
  return winner;
}

/** Looks through the entries from `from` on, up to one that was looked at before. */
function find({ words, blocks }: Program, key: string, from: Address, to: Address): HandleData | undefined {
  for (let entry = from; entry !== to; entry = words.load(entry + NEXT)) {
    blocks.meet(entry);
    const bytes = new Uint8Array(words.bytes(entry + TEXT, words.load(entry + LENGTH)));
    const [itsKey, data] = JSON.parse(new TextDecoder().decode(bytes)) as Entry;
    if (itsKey === key) return data;
  }
  return undefined;
}

function write({ words, blocks }: Program, entry: Entry): Address {
  const bytes = new TextEncoder().encode(JSON.stringify(entry));
  const at = blocks.allocate(KIND.shared, TEXT + Math.ceil(bytes.length / 4));
  words.store(at + LENGTH, bytes.length);
  words.bytes(at + TEXT, bytes.length).set(bytes);
  return at;
}
