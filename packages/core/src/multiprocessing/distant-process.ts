/**
 * A process that is no child of this one: its parent, or one that another process has told of.
 *
 * Nobody reports its end here, so it is looked for: by its number together with the time of its start, which no later
 * process has. Looking is cheap, and a wait looks at first every millisecond and then every ten.
 *
 * @module
 */

import { onAbort } from '../agent/abort.ts';
import { deadlineOf, timeoutOf, type WaitOptions, type WaitSyncOptions } from '../agent/deadline.ts';
import { printable } from '../agent/primitive.ts';
import { currentProgram } from '../agent/program.ts';
import { agent, currentHost } from '../agent/state.ts';
import { requireSystem } from '../lifecycle/processes/require-system.ts';
import type { ProcessIdentity } from '../lifecycle/processes/start-frame.ts';
import { sleepSync } from '../memory/index.ts';
import type { CustomType } from '../wire/custom-types.ts';
import type { ProcessInfo } from './process-info.ts';

/** Between two looks, in milliseconds. */
const LONGEST_PAUSE = 10;

export class DistantProcess implements ProcessInfo {
  readonly #identity: ProcessIdentity;

  constructor(identity: ProcessIdentity) {
    this.#identity = identity;
  }

  get pid(): number {
    return this.#identity.pid;
  }

  get name(): string {
    return this.#identity.name;
  }

  get daemon(): boolean {
    return this.#identity.daemon;
  }

  get isAlive(): boolean {
    const { pid, started } = this.#identity;
    const system = requireSystem(currentProgram(), 'look for a process');
    return system.startedAt(pid) === started;
  }

  async join(options?: WaitOptions): Promise<boolean> {
    const deadline = deadlineOf(timeoutOf(options));
    const signal = options?.signal;
    for (let pause = 1; this.isAlive; pause = next(pause)) {
      if (signal?.aborted === true) throw signal.reason;
      const left = deadline - currentHost().now();
      if (left <= 0) return false;
      await sleep(Math.min(pause, left), signal);
    }
    return true;
  }

  joinSync(options?: WaitSyncOptions): boolean {
    const deadline = deadlineOf(timeoutOf(options));
    for (let pause = 1; this.isAlive; pause = next(pause)) {
      const left = deadline - currentHost().now();
      if (left <= 0) return false;
      sleepSync(Math.min(pause, left));
    }
    return true;
  }

  toString(): string {
    return `Process(${this.name}, ${this.isAlive ? 'started' : 'stopped'}${this.daemon ? ', daemon' : ''})`;
  }

  static {
    printable(DistantProcess);
  }

  /** Lets instances of this class, or of one that extends it, travel to threads and processes. */
  static travels(constructor: { readonly prototype: DistantProcess }): void {
    const type: CustomType = {
      name: 'interleave/ProcessInfo',
      url: '',
      encode: (value) => (value as DistantProcess).#identity,
      decode: (identity) => new DistantProcess(identity as ProcessIdentity),
    };
    const { byName, byPrototype } = agent().types;
    byName.set(type.name, type);
    byPrototype.set(constructor.prototype, type);
  }
}
DistantProcess.travels(DistantProcess);

function next(pause: number): number {
  return Math.min(pause * 2, LONGEST_PAUSE);
}

/** Ends early when the signal aborts. */
function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      forget();
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(done, ms);
    const forget = signal === undefined ? (): void => {} : onAbort(signal, done);
  });
}
