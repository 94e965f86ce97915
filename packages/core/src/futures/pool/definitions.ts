/**
 * The tasks that a pool was ever asked to run, by number: a list that only the owner adds to, at its front, before a
 * place names the number. A worker that does not know a number finds it there.
 *
 * @module
 */

import type { Program } from '../../agent/program.ts';
import { KIND, type Address } from '../../memory/index.ts';
import type { TaskAddress } from '../../task/task.ts';
import { POOL } from './layout.ts';

const NEXT = 0;
const NUMBER = 1;
const LENGTH = 2;
const BYTES = 3;

/** The owner's. */
export class Definitions {
  readonly #program: Program;
  readonly #pool: Address;
  readonly #byAddress: WeakMap<TaskAddress, number> = new WeakMap();
  readonly #byText: Map<string, number> = new Map();
  readonly #names: string[] = [];
  /** Most pools run one task again and again. */
  #last: TaskAddress | undefined;
  #lastNumber = 0;

  constructor(program: Program, pool: Address) {
    this.#program = program;
    this.#pool = pool;
  }

  numberOf(task: TaskAddress): number {
    if (task === this.#last) return this.#lastNumber;
    let number = this.#byAddress.get(task);
    if (number === undefined) {
      const text = JSON.stringify([task.url, task.group, task.name]);
      number = this.#byText.get(text);
      if (number === undefined) {
        number = this.#byText.size;
        this.#byText.set(text, number);
        this.#names.push(task.name);
        this.#define(number, text);
      }
      this.#byAddress.set(task, number);
    }
    this.#last = task;
    this.#lastNumber = number;
    return number;
  }

  nameOf(number: number): string {
    return this.#names[number] as string;
  }

  #define(number: number, text: string): void {
    const { words, blocks } = this.#program;
    const bytes = new TextEncoder().encode(text);
    const at = blocks.allocate(KIND.bytes, BYTES + Math.ceil(bytes.length / 4));
    words.store(at + NEXT, words.load(this.#pool + POOL.definitions));
    words.store(at + NUMBER, number);
    words.store(at + LENGTH, bytes.length);
    words.bytes(at + BYTES, bytes.length).set(bytes);
    words.store(this.#pool + POOL.definitions, at);
  }
}

/** For a worker: the task of a number. */
export function findDefinition(program: Program, pool: Address, number: number): TaskAddress {
  const { words } = program;
  for (const at of definitionsOf(program, pool)) {
    if (words.load(at + NUMBER) !== number) continue;
    const bytes = words.bytes(at + BYTES, words.load(at + LENGTH)).slice();
    const [url, group, name] = JSON.parse(new TextDecoder().decode(bytes)) as [string, string, string];
    return { url, group, name };
  }
  throw new RangeError(`Cannot find the task ${number} of the pool`);
}

/** The blocks of the list. */
export function definitionsOf({ words, blocks }: Program, pool: Address): Address[] {
  const found: Address[] = [];
  for (let at = words.load(pool + POOL.definitions); at !== 0; at = words.load(at + NEXT)) {
    blocks.meet(at);
    found.push(at);
  }
  return found;
}
