/**
 * A child process as the supervisor has it: one that was started for somebody, or one that waits to be.
 *
 * @module
 */

import type { ChildHandle, Command, ProcessSignal, SpawnOrder, SystemHost } from '../../host/system-host.ts';

/** Whether a child finds its start on its line at once, or comes up and waits for it. */
export type ChildRole = 'spawn' | 'standby';

/** What a child says on its line. */
export const SAYS: {
  /** A standby is up. */
  readonly ready: 1;
  /** It is about to read its arguments: what is in flight with them is its own from here on. */
  readonly taken: 2;
} = { ready: 1, taken: 2 };

/** How it ended: an exit code or minus a signal's number, or why it never was. */
export type Outcome = number | Error;

export class Child {
  readonly #handle: ChildHandle;
  ready = false;
  #taken = false;
  #gone = false;
  #closed = false;
  onReady: () => void = () => {};
  onGone: (outcome: Outcome) => void = () => {};
  /** It will never read its arguments. */
  onUntaken: () => void = () => {};

  constructor(system: SystemHost, order: SpawnOrder, role: ChildRole) {
    const segment = order.segment === undefined ? 'alone' : 'shared';
    const args = [...order.args, role, String(system.pid), segment];
    this.#handle = system.spawn(
      { ...order, args },
      {
        failed: (error) => {
          this.#closed = true;
          this.#end(error);
        },
        exited: (status) => this.#end(status),
        received: (bytes) => bytes.forEach((byte) => this.#hear(byte)),
        closed: () => {
          this.#closed = true;
          this.#settle();
        },
      },
    );
  }

  #hear(byte: number): void {
    if (byte === SAYS.taken) {
      this.#taken = true;
      // With the arguments that it holds on to.
      this.onUntaken = (): void => {};
    } else if (byte === SAYS.ready) {
      this.ready = true;
      this.onReady();
    }
  }

  #end(outcome: Outcome): void {
    this.#gone = true;
    this.onGone(outcome);
    this.#settle();
  }

  /** The news of its end may come before what it said last. */
  #settle(): void {
    if (this.#gone && this.#closed && !this.#taken) this.onUntaken();
  }

  get pid(): number | undefined {
    return this.#handle.pid;
  }

  /** Tells it what to run. */
  begin(frame: Uint8Array): void {
    this.#handle.send(frame);
  }

  signal(signal: ProcessSignal): void {
    this.#handle.signal(signal);
  }
}

/** Children that were started by the same command are as good as each other. */
export function commandKey({ file, args }: Command): string {
  return JSON.stringify([file, ...args]);
}
