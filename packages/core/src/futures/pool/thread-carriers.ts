/**
 * Workers that are threads of this process.
 *
 * @module
 */

import { currentProgram, type Program } from '../../agent/program.ts';
import type { WaitOptions, WaitSyncOptions } from '../../agent/deadline.ts';
import { BrokenThreadPool } from '../../errors.ts';
import { requestKill } from '../../lifecycle/control.ts';
import { startThread } from '../../lifecycle/start-thread.ts';
import { lookAfter } from '../../lifecycle/thread-record.ts';
import { ThreadView } from '../../lifecycle/thread-view.ts';
import { gone, type Address, type AgentId } from '../../memory/index.ts';
import { requireTask } from '../../task/task.ts';
import { encode } from '../../wire/encode.ts';
import type { Aside } from './aside.ts';
import type { Carrier, CarrierOrder, Carriers } from './carrier.ts';
import { initializerOf, serve, type Outfit } from './serve.tasks.ts';

class ThreadCarrier implements Carrier {
  readonly #program: Program;
  readonly #view: ThreadView;
  readonly id: AgentId;
  readonly wasKilled = false;
  readonly line: NonNullable<Carrier['line']>;

  constructor(program: Program, id: AgentId, record: Address, port: object) {
    this.#program = program;
    this.#view = new ThreadView(program, record);
    this.id = id;
    this.line = { endpoint: program.host.threads.endpoint(port), port };
  }

  get name(): string {
    return this.#view.name;
  }

  get isAlive(): boolean {
    return this.#view.isAlive;
  }

  get hasEnded(): boolean {
    return !this.#view.isAlive;
  }

  get isGone(): boolean {
    return gone(this.#program.words, this.id);
  }

  get error(): Error | undefined {
    return this.#view.error;
  }

  join(options?: WaitOptions): Promise<boolean> {
    return this.#view.join(options);
  }

  joinSync(options?: WaitSyncOptions): boolean {
    return this.#view.joinSync(options);
  }

  end(): void {
    requestKill(this.#program, this.id);
  }
}

export class ThreadCarriers implements Carriers {
  readonly program: Program = currentProgram();
  readonly fragile = false;
  readonly mortal = false;
  readonly Broken: Carriers['Broken'] = BrokenThreadPool;

  start({ name, memory, lane, initializer, received }: CarrierOrder): Carrier {
    const { program } = this;
    const { near, far } = program.host.threads.channel();
    const outfit: Outfit = [memory, lane, far, initializerOf(initializer)];
    const options = { root: 'initargs', owner: program, transfer: [far], aside: true } as const;
    const { handles, ...args } = encode([...(initializer?.args ?? []), ...outfit], options);
    try {
      const { url, group, name: taskName } = requireTask(serve, 'start a worker');
      const run = { type: 'run', task: { url, group, name: taskName }, args, handles } as const;
      const { id, record } = startThread(program, { name, daemon: true, stackSize: undefined, run });
      lookAfter(program, record);
      const carrier = new ThreadCarrier(program, id, record, near);
      carrier.line.endpoint.receive((message) => received(message as Aside));
      return carrier;
    } catch (error) {
      for (const at of handles) program.release(at);
      throw error;
    }
  }
}
