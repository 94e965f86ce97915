/**
 * A plain function that this agent's event loop calls later: the half of a Timer that has no thread of its own, and
 * a record all the same, by which other threads see and join it.
 *
 * The record belongs to this agent: it ends when the function has, when it is cancelled, or with this agent. A thread
 * that is no daemon ends only when its calls have (see worker.ts), as in Python they would outlive it.
 *
 * @module
 */

import type { WaitOptions, WaitSyncOptions } from '../agent/deadline.ts';
import { travels } from '../agent/primitive.ts';
import { currentProgram, type Program } from '../agent/program.ts';
import { DeadlockError, Exit, SerializationError, StateError } from '../errors.ts';
import { asError } from '../lifecycle/as-error.ts';
import { control } from '../lifecycle/control.ts';
import type { ThreadInfo } from '../lifecycle/thread-info.ts';
import { createCallRecord, endRecord, hasEnded, ownRecord } from '../lifecycle/thread-record.ts';
import { handleOfRecord, ThreadView } from '../lifecycle/thread-view.ts';
import { reportUncaught } from '../lifecycle/uncaught.ts';
import type { Address } from '../memory/index.ts';
import { refuseWhileEvaluating } from '../task/resolve.ts';
import type { Event } from './event.ts';
import { currentThread } from './registry.ts';

export class TimedCall implements ThreadInfo {
  readonly name: string;
  readonly daemon: boolean;
  readonly #program: Program;
  readonly #ms: number;
  readonly #cancelled: Event;
  readonly #body: () => unknown;
  #record: Address = 0;
  #view: ThreadView | undefined;

  constructor(ms: number, cancelled: Event, body: () => unknown, name: string) {
    this.name = name;
    this.daemon = currentThread().daemon;
    this.#program = currentProgram();
    this.#ms = ms;
    this.#cancelled = cancelled;
    this.#body = body;
  }

  start(): this {
    if (this.#record !== 0) throw new StateError(`Cannot start ${this.name}: it was started before`);
    refuseWhileEvaluating('start a timer');
    const program = this.#program;
    this.#record = createCallRecord(program, this.name, this.daemon);
    this.#view = new ThreadView(program, this.#record);
    const call = this.#run();
    if (this.daemon) return this;
    program.calls.add(call);
    void call.finally(() => program.calls.delete(call));
    return this;
  }

  async #run(): Promise<void> {
    let error: Error | undefined;
    try {
      const cancelled = await this.#cancelled.wait({ timeout: this.#ms });
      if (!cancelled && !this.#outlived()) await this.#body();
    } catch (thrown) {
      error = asError(thrown);
    }
    if (error instanceof Exit) error = undefined;
    const program = this.#program;
    endRecord(program, this.#record, error);
    if (error === undefined || reportUncaught(program, this.#record, error)) return;
    // In flight until the supervisor has it for the hook of another agent.
    program.blocks.retain(this.#record);
    control(program).post({ type: 'failed', record: this.#record });
  }

  /** Whether the daemon thread that was to make the call has ended: a runtime may take a while to stop its worker. */
  #outlived(): boolean {
    return this.daemon && hasEnded(this.#program, ownRecord(this.#program));
  }

  async join(options?: WaitOptions): Promise<boolean> {
    return this.#started('join').join(options);
  }

  joinSync(options?: WaitSyncOptions): boolean {
    const view = this.#started('join');
    if (this.isAlive && (options?.timeout ?? Infinity) === Infinity) {
      throw new DeadlockError(
        `Cannot block on ${this.name}: its function runs in this very thread, which would never come to it; ` +
          'use `await timer.join()`',
      );
    }
    return view.joinSync(options);
  }

  get ident(): number | undefined {
    return this.#view?.ident;
  }

  get nativeId(): number | null {
    return this.#view?.nativeId ?? null;
  }

  get isAlive(): boolean {
    return this.#view?.isAlive ?? false;
  }

  get error(): Error | undefined {
    return this.#view?.error;
  }

  static {
    travels(TimedCall, (it) => {
      if (it.#record === 0) throw new SerializationError(`Cannot send ${it.name}: it has not been started`);
      return handleOfRecord(it.#program, it.#record);
    });
  }

  #started(what: string): ThreadView {
    if (this.#view !== undefined) return this.#view;
    throw new StateError(`Cannot ${what} ${this.name}: it has not been started`);
  }
}
