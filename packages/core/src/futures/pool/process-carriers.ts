/**
 * Workers that are processes, children of this one.
 *
 * Who a worker is in the memory of processes is known when it has come up and said so in its lane; that it runs no more
 * is known by the kernel's word for its agent, or else, of one that ended before it came up, by its record.
 *
 * @module
 */

import type { WaitOptions, WaitSyncOptions } from '../../agent/deadline.ts';
import { processMemory } from '../../agent/process-memory.ts';
import { currentProgram, type Program } from '../../agent/program.ts';
import { processProgram } from '../../agent/scope.ts';
import { BrokenProcessPool, StateError } from '../../errors.ts';
import type { ProcessSignal, Runtime } from '../../host/system-host.ts';
import { control } from '../../lifecycle/control.ts';
import { originOf } from '../../lifecycle/processes/origin.ts';
import { requireSystem } from '../../lifecycle/processes/require-system.ts';
import { startChild } from '../../lifecycle/processes/start-child.ts';
import { gone, HEADER, type Address, type AgentId } from '../../memory/index.ts';
import { ChildView } from '../../multiprocessing/child-view.ts';
import { startMethodOf, type StartMethod } from '../../multiprocessing/start-methods.ts';
import { requireTask } from '../../task/task.ts';
import type { Carrier, CarrierOrder, Carriers } from './carrier.ts';
import { LANE, STARTING } from './layout.ts';
import { initializerOf, serve, type Outfit } from './serve.tasks.ts';

class ProcessCarrier implements Carrier {
  readonly #home: Program;
  readonly #program: Program;
  readonly #lane: Address;
  readonly #record: Address;
  readonly #view: ChildView;
  readonly line = undefined;
  #id: AgentId = 0;

  constructor(home: Program, program: Program, lane: Address, record: Address) {
    this.#home = home;
    this.#program = program;
    this.#lane = lane;
    this.#record = record;
    this.#view = new ChildView(home, record);
  }

  get id(): AgentId {
    if (this.#id === 0) this.#id = this.#program.words.load(this.#lane + LANE.worker);
    return this.#id;
  }

  get name(): string {
    return this.#view.name;
  }

  get isAlive(): boolean {
    return !this.isGone;
  }

  /** Of one that has not served, what ended it decides what follows, and only the record tells. */
  get isGone(): boolean {
    if (!this.#view.isAlive) return true;
    const { words } = this.#program;
    return words.load(this.#lane + LANE.state) !== STARTING && gone(words, this.id);
  }

  get hasEnded(): boolean {
    return !this.#view.isAlive;
  }

  get wasKilled(): boolean {
    return (this.#view.exitCode ?? 0) < 0;
  }

  get error(): Error | undefined {
    const { exitCode } = this.#view;
    if (exitCode === null) return undefined;
    return new StateError(exitCode < 0 ? `signal ${-exitCode} has ended it` : `its exit code is ${exitCode}`);
  }

  join(options?: WaitOptions): Promise<boolean> {
    return this.#view.join(options);
  }

  joinSync(options?: WaitSyncOptions): boolean {
    return this.#view.joinSync(options);
  }

  end(politely: boolean): void {
    const signal: ProcessSignal = politely ? 'SIGTERM' : 'SIGKILL';
    if (this.#view.isAlive) control(this.#home).post({ type: 'signal', record: this.#record, signal });
  }
}

export interface ProcessCarrierOptions {
  /** Whose workers they are, for an error. */
  readonly what: string;
  readonly startMethod: StartMethod | undefined;
  readonly runtime: Runtime | undefined;
  readonly daemon: boolean;
  readonly fragile: boolean;
}

export class ProcessCarriers implements Carriers {
  readonly #home: Program = currentProgram();
  readonly #options: ProcessCarrierOptions;
  readonly program: Program;
  readonly fragile: boolean;
  readonly mortal = true;
  readonly Broken: Carriers['Broken'] = BrokenProcessPool;

  /**
   * @throws {UnsupportedError} where there are no processes, or they share no memory
   * @throws {StateError} in a daemonic process, which may have no children
   */
  constructor(options: ProcessCarrierOptions) {
    const { what, fragile } = options;
    requireSystem(this.#home, `make a ${what}`);
    if (originOf(this.#home).daemon) {
      throw new StateError(
        `Cannot make a ${what}: daemonic processes are not allowed to have children, because they are ended without ` +
          'notice; make the process that makes it with { daemon: false }',
      );
    }
    this.#options = options;
    this.fragile = fragile;
    this.program = processProgram();
  }

  start({ name, memory, lane, initializer }: CarrierOrder): Carrier {
    const home = this.#home;
    const { startMethod, runtime, daemon } = this.#options;
    const system = requireSystem(home, `start ${name}`);
    const outfit: Outfit = [memory, lane, undefined, initializerOf(initializer)];
    const { url, group, name: taskName } = requireTask(serve, `start ${name}`);
    const record = startChild(home, {
      name,
      task: { url, group, name: taskName },
      daemon,
      dismissed: true,
      lineage: [...originOf(home).lineage, home.words.add(HEADER.processNumber, 1) + 1],
      command: system.command(runtime ?? (home.host.runtime as Runtime)),
      standby: (startMethod ?? startMethodOf(home)) === 'standby',
      args: processMemory().write([...(initializer?.args ?? []), ...outfit], 'initargs'),
    });
    return new ProcessCarrier(home, this.program, lane, record);
  }
}
