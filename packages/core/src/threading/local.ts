/**
 * A value of its own in each thread: Python's `threading.local`.
 *
 * The block holds nothing: it is the identity by which a Local is the same one in every thread, and each thread keeps
 * its value in its own heap. While a Local was never sent, its wrapper alone keeps the value, so both go together. Once
 * it was sent or has arrived, a wrapper that is collected here may arrive again, as long as any thread holds one;
 * then the agent keeps the value, by address and generation, until the block is freed. Nobody tells an agent of that,
 * so it looks whenever a wrapper is collected here, and when many values are kept.
 *
 * @module
 */

import {
  Arrival,
  arrivalOf,
  labelOf,
  printable,
  standsIn,
  travels,
  type HandleData,
} from '../agent/primitive.ts';
import { currentProgram, type Program } from '../agent/program.ts';
import { agent, type LocalSlot } from '../agent/state.ts';
import { KIND, type Address } from '../memory/index.ts';

const LOCAL_WORDS = 1;
/** Fewer kept values are not looked through for those of freed blocks. */
const FEW = 64;

/**
 * One value per thread. Sent to another thread it is the same Local there, with a value of that thread's own; a
 * thread's value goes when the thread ends.
 *
 * `init` makes the value of a thread that asks before it has set one. It is called in the threads in which the Local
 * was made with it: a function does not travel, so a Local that arrives from another thread has none, and `get` gives
 * undefined there until the first `set`. One made by `shared` has the `init` of each thread that evaluates the module.
 *
 * Flows of one thread share its value; where each needs its own, use the runtime's AsyncLocalStorage.
 *
 * @example
 * ```ts
 * const requests = new threading.Local(() => new Map<string, number>());
 * requests.get()?.set('/', 1);
 * ```
 *
 * @see https://docs.python.org/3/library/threading.html#thread-local-data
 */
export class Local<T> {
  readonly #program: Program;
  readonly #at: Address;
  readonly #slot: LocalSlot;
  #init: (() => T) | undefined;
  #kept = false;

  constructor(init?: () => T) {
    const from = arrivalOf(init);
    if (from === undefined && init !== undefined && typeof init !== 'function') {
      throw new TypeError(`Cannot make a Local: init must be a function, received ${typeof init}`);
    }
    this.#program = from?.program ?? currentProgram();
    this.#init = from === undefined ? init : undefined;
    this.#at = from?.data.at ?? this.#program.blocks.allocate(KIND.local, LOCAL_WORDS);
    this.#slot = (from && keptSlot(from)) ?? this.#newSlot();
    this.#program.adopt(this, this.#at);
    if (from !== undefined) this.#keep();
  }

  /** This thread's value; what `init` makes, or undefined, when it has none. */
  get(): T | undefined {
    const slot = this.#slot;
    if (!slot.filled && this.#init !== undefined) this.set(this.#init());
    return slot.value as T | undefined;
  }

  /** Sets this thread's value. */
  set(value: T): void {
    this.#slot.value = value;
    this.#slot.filled = true;
  }

  toString(): string {
    return `Local(${labelOf(undefined, this.#at)}, ${this.#slot.filled ? 'set' : 'unset'})`;
  }

  static {
    printable(Local);
    travels(Local, (it: Local<unknown>) => {
      it.#keep();
      const { generation } = it.#program.blocks.handle(it.#at);
      return { type: 'Local', kind: KIND.local, at: it.#at, generation, name: undefined, flags: 0 };
    });
    standsIn(Local, (it: Local<unknown>, made) => {
      if (made instanceof Local) it.#init ??= made.#init;
    });
  }

  /** Makes the wrapper of a Local that another agent sent. */
  static arrive(program: Program, data: HandleData): Local<unknown> {
    return new Local(new Arrival(program, data) as never);
  }

  #newSlot(): LocalSlot {
    const { generation } = this.#program.blocks.handle(this.#at);
    return { generation, value: undefined, filled: false };
  }

  /** From now on the value outlives this wrapper. */
  #keep(): void {
    if (this.#kept) return;
    this.#kept = true;
    keepSlot(this.#program, this.#at, this.#slot);
    collected.register(this, this.#program);
  }
}

/** The value that this agent keeps for a Local which has arrived before. */
function keptSlot({ data }: Arrival): LocalSlot | undefined {
  const slot = agent().locals.get(data.at);
  return slot?.generation === data.generation ? slot : undefined;
}

/** How many values are kept before they are looked through. */
let threshold = FEW;

function keepSlot(program: Program, at: Address, slot: LocalSlot): void {
  const { locals } = agent();
  if (locals.size >= threshold) {
    dropFreed(program);
    threshold = Math.max(FEW, locals.size * 2);
  }
  locals.set(at, slot);
}

/** Drops the values of Locals that nobody has any more. */
function dropFreed({ blocks }: Program): void {
  const { locals } = agent();
  for (const [at, { generation }] of locals) {
    if (blocks.handle(at).generation !== generation) locals.delete(at);
  }
}

/** The program gives the block back when it is told of the wrapper's end, which may be after this. */
const collected = new FinalizationRegistry<Program>((program) => {
  setTimeout(() => dropFreed(program), 0);
});
