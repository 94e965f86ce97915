/**
 * The block of a shared value or array: how many elements, then the elements, then the lock that goes with them.
 *
 * The count, the type and the lock are written before anybody else knows the block, and never change. Each element is
 * read and written by one operation of the machine, so no read sees half of a write; whoever dies in between has
 * written it or has not. What takes several elements, or a read and then a write, is for the lock to guard, and the
 * lock says by `abandoned` that its last holder may have died in the midst of that.
 *
 * @module
 */

import type { HandleData } from '../agent/primitive.ts';
import { registerParts, type Program } from '../agent/program.ts';
import { processProgram } from '../agent/scope.ts';
import { ScopeError } from '../errors.ts';
import { cellsAt, KIND, type Address, type Cells, type Kind } from '../memory/index.ts';
import { keptLock, lockToKeep, partsOfKeptLock } from '../threading/kept-lock.ts';
import { waitableOf } from '../threading/waitable.ts';
import { elementAt, type Element } from './element-types.ts';
import type { Lock } from './lock.ts';
import { RLock } from './rlock.ts';

/** The words: how many elements, of which type, whether there is a lock; then the elements, 16 bytes aligned. */
const COUNT = 0;
const TYPE = 1;
const LOCKED = 2;
const ELEMENTS = 4;

/** What guards a value or an array: a lock of its own (by default), one that is given, or none. */
export interface LockOptions {
  readonly lock?: boolean | Lock | RLock;
}

export class SharedBlock {
  readonly program: Program;
  readonly kind: Kind;
  readonly at: Address;
  readonly element: Element;
  readonly length: number;
  readonly lock: Lock | RLock | undefined;
  readonly cells: Cells;
  #pinned = false;

  private constructor(program: Program, kind: Kind, at: Address, lock: Lock | RLock | undefined) {
    this.program = program;
    this.kind = kind;
    this.at = at;
    this.element = elementAt(program.words.load(at + TYPE));
    this.length = program.words.load(at + COUNT);
    this.lock = lock;
    this.cells = cellsAt(program.words, this.element.cell, at + ELEMENTS, this.length);
  }

  /** A new block of zeros. */
  static make(kind: Kind, element: Element, length: number, options: LockOptions | undefined): SharedBlock {
    const program = processProgram();
    const lock = lockOf(options);
    const kept = lock && lockToKeep(program, lock);
    const end = endOf(element, length);
    const at = program.blocks.allocate(kind, end + (kept?.words ?? 0));
    program.words.store(at + COUNT, length);
    program.words.store(at + TYPE, element.index);
    kept?.keepAt(at + end);
    program.words.store(at + LOCKED, Number(kept !== undefined));
    return new SharedBlock(program, kind, at, lock);
  }

  /** The block that another agent sent. */
  static arrive(program: Program, { kind, at }: HandleData): SharedBlock {
    const lock = isLocked(program, at) ? keptLock(program, at + endAt(program, at)) : undefined;
    return new SharedBlock(program, kind, at, lock as Lock | RLock | undefined);
  }

  handle(type: string): HandleData {
    const { generation } = this.program.blocks.handle(this.at);
    return {
      type,
      kind: this.kind,
      scope: 'process',
      at: this.at,
      generation,
      name: undefined,
      flags: 0,
    };
  }

  /**
   * Adds to an element and gives what was there before. A sum of floating point is made under the lock, and so that it
   * also misses nothing that is stored without it.
   */
  add(index: number, by: unknown): number | bigint {
    const { element, lock, cells } = this;
    const raw = element.toRaw(by);
    if (element.exact) return cells.add(index, raw);
    if (element.name === 'bool') throw new TypeError('Cannot add to a boolean: it is true or false');
    if (lock === undefined) {
      throw new TypeError(
        `Cannot add to a ${element.name} that has no lock: floating point is added under the lock; make it without ` +
          '`lock: false`',
      );
    }
    // Not a Lock, of which nobody knows whether the caller holds it.
    if ('owned' in lock && lock.owned) return cells.add(index, raw);
    return lock.runSync(() => cells.add(index, raw));
  }

  /** From now on the block stays while this agent lives: nobody sees when the last view of it goes. */
  pin(): void {
    if (this.#pinned) return;
    this.#pinned = true;
    this.program.blocks.retain(this.at);
    this.program.note(this.at);
  }
}

/** The first word after the elements. */
function endOf({ bytes }: Element, length: number): number {
  return ELEMENTS + Math.ceil((length * bytes) / 4);
}

function endAt({ words }: Program, at: Address): number {
  return endOf(elementAt(words.load(at + TYPE)), words.load(at + COUNT));
}

function isLocked({ words }: Program, at: Address): boolean {
  return words.load(at + LOCKED) !== 0;
}

function parts(program: Program, at: Address): Address[] {
  return isLocked(program, at) ? partsOfKeptLock(program, at + endAt(program, at)) : [];
}

registerParts(KIND.value, parts);
registerParts(KIND.array, parts);

function lockOf(options: LockOptions | undefined): Lock | RLock | undefined {
  if (options !== undefined && (typeof options !== 'object' || options === null)) {
    throw new TypeError(`Cannot make shared memory: it takes an options object, received ${typeof options}`);
  }
  const lock: unknown = options?.lock ?? true;
  if (lock === true) return new RLock();
  if (lock === false) return undefined;
  if (typeof lock === 'object' && lock !== null && waitableOf(lock) !== undefined) {
    if ((lock as Lock | RLock).scope === 'process') return lock as Lock | RLock;
    throw new ScopeError(
      'Cannot guard memory of processes with a lock of threads: make it with multiprocessing',
      'lock',
    );
  }
  throw new TypeError(
    `Cannot make shared memory: lock must be true, false, a Lock or an RLock of multiprocessing, received ${typeof lock}`,
  );
}
