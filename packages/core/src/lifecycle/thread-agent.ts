/**
 * A worker's life as a thread: it comes up, runs one task, and ends.
 *
 * @module
 */

import { Exit } from '../errors.ts';
import { LIVE, park, SLOT, slotAddress, type Address } from '../memory/index.ts';
import { textOf } from '../wire/error-fields.ts';
import { asError } from './as-error.ts';
import { callTask } from './call-task.ts';
import type { Run } from './messages.ts';
import type { Program } from '../agent/program.ts';
import { lifeLockName } from './spawn.ts';
import { awaitStart, BY_MESSAGE, giveUpRun, readRun, takeStart } from './start-word.ts';
import { endRecord, RECORD, recordName, RUNNING, uncountRecord } from './thread-record.ts';
import { reportUncaught } from './uncaught.ts';
import { countTaken } from './stock.ts';
import { rehearse } from './rehearsal.ts';

export class ThreadAgent {
  readonly program: Program;
  /** The run that comes by message. It may come before this worker has looked whether it is to expect one. */
  readonly #sent: Promise<Run>;
  #resolveSent: (run: Run) => void = () => {};
  #done = false;
  /** Known ahead in the stock. */
  #nativeId: number | null = null;
  /** Tells that the stock has one worker less. */
  #taken: () => void = () => {};

  constructor(program: Program) {
    this.program = program;
    this.#sent = new Promise((resolve) => (this.#resolveSent = resolve));
    program.host.onUncaught((thrown) => this.#end({ thrown }));
  }

  /** Comes up, and runs its task unless that is to come by message. One made ahead sleeps until it is taken. */
  async comeUp(stocked: boolean): Promise<void> {
    const { program } = this;
    const { host, control, words, me } = program;
    await host.threads.lifeLocks?.hold(lifeLockName(program, me));
    control?.post({ type: 'ready' });
    if (stocked) {
      this.#taken = (): void => countTaken(program);
      this.#nativeId = host.nativeThreadId();
      await rehearse(program);
      park(words, me);
    }
    await this.#run(stocked);
  }

  receive(run: Run): void {
    this.#resolveSent(run);
  }

  async #run(stocked: boolean): Promise<void> {
    const { program } = this;
    let outcome: { readonly thrown: unknown } | undefined;
    try {
      await this.#call(stocked);
    } catch (thrown) {
      outcome = { thrown };
    }
    // In Python these would be threads of their own, which outlive the one that started them.
    while (program.calls.size > 0) await Promise.all(program.calls);
    this.#end(outcome);
  }

  /** Sleeps in here, because a function is compiled when it is first called: nothing of it is left to do for the start. */
  async #call(stocked: boolean): Promise<void> {
    const { program } = this;
    const run = await this.#told(stocked);
    const record = this.#begin();
    let inFlight: Run | undefined = run;
    try {
      await callTask(program, run, {
        meanwhile: () => {
          program.host.nameThread(recordName(program, record));
          this.#taken();
        },
        loaded: () => {
          inFlight = undefined;
          takeStart(program);
        },
      });
    } finally {
      if (inFlight !== undefined) {
        takeStart(program);
        giveUpRun(program, inFlight);
      }
    }
  }

  /** What to run. A worker that was made ahead may block here, unless its runtime needs its event loop. */
  async #told(stocked: boolean): Promise<Run> {
    const { program } = this;
    if (stocked && !program.host.threads.stockSleeps) return this.#sent;
    const start = awaitStart(program);
    return start === BY_MESSAGE ? this.#sent : readRun(program, start);
  }

  /** From here on this worker is a thread, whose record its slot names. */
  #begin(): Address {
    const { program } = this;
    const { words, host, blocks } = program;
    const slot = slotAddress(program.me);
    const record = words.load(slot + SLOT.record);
    blocks.meet(record);
    program.record = record;
    words.store(slot + SLOT.state, LIVE);
    words.store(record + RECORD.nativeId, this.#nativeId ?? host.nativeThreadId() ?? 0);
    words.store(record, RUNNING);
    program.waits.trace?.runs();
    return record;
  }

  /**
   * The thread ends with its task, whatever it left running; or with an error that nothing caught. Each step is
   * taken whether or not the one before went well, because others wait for the last.
   */
  #end(outcome: { readonly thrown: unknown } | undefined): void {
    if (this.#done) return;
    this.#done = true;
    const { program } = this;
    const { record, host } = program;
    // Not a thread yet: whoever sees this worker's end sees to what follows.
    if (record === 0) return host.exitWorker();
    const error = outcome && asError(outcome.thrown);
    const silent = error === undefined || error instanceof Exit;
    let reported = true;
    const steps = [
      (): void => {
        if (!silent) reported = reportUncaught(program, record, error);
      },
      (): void => endRecord(program, record, silent ? undefined : error),
      // Only when the memory is full does the step before fail: then without its error.
      (): void => endRecord(program, record, undefined),
      (): void => {
        if (reported) uncountRecord(program, record);
      },
    ];
    for (const step of steps) {
      try {
        step();
      } catch (failure) {
        host.writeError(`Exception while a thread ended: ${textOf(failure)}\n`);
      }
    }
    host.exitWorker();
  }
}
