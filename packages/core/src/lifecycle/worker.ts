/**
 * How a worker comes up: the runtime's entry module calls {@link startWorker} with what its creator gave it,
 * before any user code is imported.
 *
 * @module
 */

import { Exit } from '../errors.ts';
import type { Host } from '../host/host.ts';
import { resolveTask } from '../task/resolve.ts';
import { decode } from '../wire/decode.ts';
import { textOf } from '../wire/error-fields.ts';
import { sharedNow, type WaitSyncOptions } from '../agent/deadline.ts';
import type { Boot, Delay, Run, ToMember } from './messages.ts';
import { asError } from './as-error.ts';
import { joinProgram, type Program } from '../agent/program.ts';
import { receiveInMember } from './receive.ts';
import { lifeLockName } from './spawn.ts';
import { agent, installHost, VERSIONS } from '../agent/state.ts';
import { Supervisor } from './supervisor.ts';
import { endRecord, RECORD, RUNNING, uncountRecord } from './thread-record.ts';
import { reportUncaught } from './uncaught.ts';

export function startWorker(host: Host, boot: Boot): void {
  const state = agent();
  installHost(host);
  state.role = boot.role;
  host.keepAlive(true);
  const line = host.threads.endpoint(boot.port);
  if (boot.role === 'supervisor') {
    const program = joinProgram(boot.memory, boot.id, boot.tag);
    new Supervisor(program).connect(boot.first, line, 0);
    return;
  }
  let thread: ThreadAgent | undefined;
  line.receive((message) => {
    const said = message as ToMember;
    if (said.type === 'leave') host.exitWorker();
    else if (said.type === 'welcome') {
      const program = joinProgram(boot.memory, boot.id, boot.tag);
      program.control = line;
      program.record = boot.record;
      thread = new ThreadAgent(program);
      void thread.ready();
    } else if (said.type === 'run') void thread?.run(said);
    else if (thread !== undefined) receiveInMember(thread.program, said);
  });
  line.post({ type: 'hello', versions: VERSIONS, madeBy: state.madeBy });
}

class ThreadAgent {
  readonly program: Program;
  #done = false;

  constructor(program: Program) {
    this.program = program;
    program.host.onUncaught((thrown) => this.#end({ thrown }));
  }

  async ready(): Promise<void> {
    const { host, control, me } = this.program;
    await host.threads.lifeLocks?.hold(lifeLockName(this.program, me));
    control?.post({ type: 'ready' });
  }

  async run(run: Run): Promise<void> {
    const { program } = this;
    let outcome: { readonly thrown: unknown } | undefined;
    try {
      await this.#call(run);
    } catch (thrown) {
      outcome = { thrown };
    }
    // In Python these would be threads of their own, which outlive the one that started them.
    while (program.calls.size > 0) await Promise.all(program.calls);
    this.#end(outcome);
  }

  async #call({ task, args, delay, handles }: Run): Promise<void> {
    const { words, host, record } = this.program;
    words.store(record + RECORD.nativeId, host.nativeThreadId() ?? 0);
    words.store(record, RUNNING);
    let inFlight = handles;
    try {
      const body = await resolveTask(task);
      inFlight = [];
      const given = await this.#decode(args);
      if (delay === undefined || (await isDue(this.program, delay))) {
        await (Reflect.apply(body, undefined, given) as unknown);
      }
    } finally {
      for (const at of inFlight) {
        this.program.blocks.meet(at);
        this.program.release(at);
      }
    }
  }

  async #decode(args: Run['args']): Promise<unknown[]> {
    const { program } = this;
    const preparing: Promise<unknown>[] = [];
    program.preparing = preparing;
    try {
      return decode(args, (data) => program.decode(data)) as unknown[];
    } finally {
      program.preparing = undefined;
      await Promise.all(preparing);
    }
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

/** Waits until the time has come; false when it was cancelled first. */
async function isDue(program: Program, { due, cancelled }: Delay): Promise<boolean> {
  const event = program.decode(cancelled) as Cancellable;
  return !(await event.wait({ timeout: Math.max(0, due - sharedNow()) }));
}

/** An event, of which this layer knows no more. */
interface Cancellable {
  wait(options: WaitSyncOptions): Promise<boolean>;
}
