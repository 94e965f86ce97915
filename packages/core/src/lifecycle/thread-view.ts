/**
 * A thread that this agent did not start: what its record says.
 *
 * @module
 */

import type { WaitOptions, WaitSyncOptions } from '../agent/deadline.ts';
import { printable, travels, type HandleData } from '../agent/primitive.ts';
import { registerDecoder, type Program } from '../agent/program.ts';
import { DAEMON, hasEnded, RECORD, recordError, recordName } from './thread-record.ts';
import { KIND, type Address } from '../memory/index.ts';
import { join, joinSync } from './joining.ts';
import type { ThreadInfo } from './thread-info.ts';

export class ThreadView implements ThreadInfo {
  readonly #program: Program;
  readonly #record: Address;
  readonly name: string;
  #error: Error | undefined;

  /** The reference to the record becomes this wrapper's. */
  constructor(program: Program, record: Address) {
    this.#program = program;
    this.#record = record;
    this.name = recordName(program, record);
    program.adopt(this, record);
  }

  get ident(): number | undefined {
    return this.#program.words.load(this.#record + RECORD.ident);
  }

  get nativeId(): number | null {
    return this.#program.words.load(this.#record + RECORD.nativeId) || null;
  }

  get daemon(): boolean {
    return (this.#program.words.load(this.#record + RECORD.flags) & DAEMON) !== 0;
  }

  get isAlive(): boolean {
    return !hasEnded(this.#program, this.#record);
  }

  get error(): Error | undefined {
    if (!this.isAlive) this.#error ??= recordError(this.#program, this.#record);
    return this.#error;
  }

  join(options?: WaitOptions): Promise<boolean> {
    return join(this, this.#program, this.#record, options);
  }

  joinSync(options?: WaitSyncOptions): boolean {
    return joinSync(this.#program, this.#record, options);
  }

  toString(): string {
    return `Thread(${this.name}, ${this.isAlive ? 'started' : 'stopped'}${this.daemon ? ' daemon' : ''})`;
  }

  static {
    printable(ThreadView);
    travels(ThreadView, (it) => {
      return handleOfRecord(it.#program, it.#record);
    });
  }
}

/** A thread on the wire. */
export function handleOfRecord(program: Program, record: Address): HandleData {
  const { generation } = program.blocks.handle(record);
  return { type: 'Thread', kind: KIND.thread, at: record, generation, name: undefined, flags: 0 };
}

registerDecoder('Thread', (program, { at }) => new ThreadView(program, at));

/** This agent's wrapper of a thread; the Thread itself in the agent that started it. */
export function infoOf(program: Program, record: Address): ThreadInfo {
  const known = program.wrapperOf(record);
  if (known !== undefined) return known as ThreadInfo;
  program.blocks.meet(record);
  program.blocks.retain(record);
  const view = new ThreadView(program, record);
  program.know(view, record);
  return view;
}
