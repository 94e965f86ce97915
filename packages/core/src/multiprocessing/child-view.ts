/**
 * A child of this process, as its record tells of it: to the thread that started it and to all others.
 *
 * @module
 */

import { deadlineOf, timeoutOf, type WaitOptions, type WaitSyncOptions } from '../agent/deadline.ts';
import { goesAbroad, printable, travels, type HandleData } from '../agent/primitive.ts';
import { registerDecoder, type Program } from '../agent/program.ts';
import { waitSync } from '../agent/wait-point.ts';
import {
  childDetails,
  childPid,
  childStatus,
  ENDED,
  isDaemonChild,
} from '../lifecycle/processes/child-record.ts';
import { requireSystem } from '../lifecycle/processes/require-system.ts';
import { refuseUnattended } from '../lifecycle/unattended.ts';
import { StateError } from '../errors.ts';
import { HEADER, KIND, type Address } from '../memory/index.ts';
import { DistantProcess } from './distant-process.ts';
import type { ProcessInfo } from './process-info.ts';

export class ChildView implements ProcessInfo {
  readonly #program: Program;
  readonly #record: Address;
  readonly name: string;

  /** The reference to the record becomes this wrapper's. */
  constructor(program: Program, record: Address) {
    this.#program = program;
    this.#record = record;
    this.name = childDetails(program, record).name;
    program.adopt(this, record);
  }

  get pid(): number | undefined {
    return childPid(this.#program, this.#record);
  }

  get daemon(): boolean {
    return isDaemonChild(this.#program, this.#record);
  }

  get isAlive(): boolean {
    return this.#program.words.load(this.#record) !== ENDED;
  }

  get exitCode(): number | null {
    return childStatus(this.#program, this.#record);
  }

  async join(options?: WaitOptions): Promise<boolean> {
    const timeout = timeoutOf(options);
    if (options?.signal?.aborted === true) throw options.signal.reason;
    if (this.#ended() === true) return true;
    if (timeout === 0) return false;
    const { waits } = this.#program;
    const wait = waits.wait(this, this.#record, () => this.#ended(), deadlineOf(timeout), options?.signal);
    return (await wait) ?? false;
  }

  joinSync(options?: WaitSyncOptions): boolean {
    const timeout = timeoutOf(options);
    if (this.#ended() === true) return true;
    if (this.#program.words.load(HEADER.exiting) !== 0)
      throw new StateError(`Cannot join ${this.name}: the program is ending and it still runs`);
    if (timeout === 0) return false;
    const program = this.#program;
    return (
      waitSync(program, this.#record, () => this.#ended(), deadlineOf(timeout), 'process.join()') ?? false
    );
  }

  /** In another process it is known by its number and the time of its start. */
  abroad(): DistantProcess {
    const { pid = 0, name, daemon } = this;
    const started = requireSystem(this.#program, 'send a process').startedAt(pid);
    // Asked first, its number cannot have gone to another process meanwhile.
    const lives = this.isAlive && started !== undefined;
    return new DistantProcess({ pid, started: lives ? started : 'ended', name, daemon });
  }

  #ended(): true | undefined {
    if (!this.isAlive) return true;
    refuseUnattended(this.#program, `join ${this.name}`);
    return undefined;
  }

  toString(): string {
    const { exitCode } = this;
    const state = exitCode === null ? 'started' : `stopped, exit code ${exitCode}`;
    return `Process(${this.name}, ${state}${this.daemon ? ', daemon' : ''})`;
  }

  static {
    printable(ChildView);
    travels(ChildView, (it) => handleOfChild(it.#program, it.#record));
    goesAbroad(ChildView, (it) => it.abroad());
  }
}

/** A child on its way to another thread of this process. */
export function handleOfChild(program: Program, record: Address): HandleData {
  const { generation } = program.blocks.handle(record);
  return { type: 'Process', kind: KIND.process, at: record, generation, name: undefined, flags: 0 };
}

registerDecoder('Process', (program, { at }) => new ChildView(program, at));
