/**
 * A child process as the supervisor has it: one that was started for somebody, or one that waits to be.
 *
 * @module
 */

import type { Command, ChildHandle, SystemHost, ProcessSignal, SpawnOrder } from '../../host/system-host.ts';

/** Whether a child finds its start on its line at once, or comes up and waits for it. */
export type ChildRole = 'spawn' | 'standby';

/** How it ended: an exit code or minus a signal's number, or why it never was. */
export type Outcome = number | Error;

export class Child {
  readonly #handle: ChildHandle;
  /** Whether it has said that it is up: only a standby says so. */
  ready = false;
  onReady: () => void = () => {};
  onGone: (outcome: Outcome) => void = () => {};

  constructor(system: SystemHost, order: SpawnOrder, role: ChildRole) {
    const args = [...order.args, role, String(system.pid)];
    this.#handle = system.spawn(
      { ...order, args },
      {
        failed: (error) => this.onGone(error),
        exited: (status) => this.onGone(status),
        received: () => {
          this.ready = true;
          this.onReady();
        },
      },
    );
  }

  get pid(): number | undefined {
    return this.#handle.pid;
  }

  /** Tells it what to run. */
  begin(frame: Uint8Array): void {
    this.#handle.send(frame);
  }

  /** Lets one that waits end itself. */
  dismiss(): void {
    this.#handle.end();
  }

  signal(signal: ProcessSignal): void {
    this.#handle.signal(signal);
  }
}

/** Children that were started by the same command are as good as each other. */
export function commandKey({ file, args }: Command): string {
  return JSON.stringify([file, ...args]);
}
