/**
 * What a pool's workers run in. A pool is the same over threads and over processes: what differs is the memory that its
 * workers share with the owner, how one of them is started and ended, and how its end is seen.
 *
 * @module
 */

import type { Program } from '../../agent/program.ts';
import type { WaitOptions, WaitSyncOptions } from '../../agent/deadline.ts';
import type { BrokenExecutor } from '../../errors.ts';
import type { Endpoint } from '../../host/endpoint.ts';
import type { Address, AgentId } from '../../memory/index.ts';
import type { Initializer } from './settings.ts';
import type { Aside } from './aside.ts';
import type { PoolMemory } from './memory.ts';

/** A thread or a process that is a worker, as the pool's owner has it. */
export interface Carrier {
  /** Who it is in the pool's memory; 0 while that is not known. */
  readonly id: AgentId;
  readonly name: string;
  /** Whether it has not ended: of an end is known before it is certain that nothing runs there any more. */
  readonly isAlive: boolean;
  /** Whether it certainly runs no more, and writes nothing more. */
  readonly isGone: boolean;
  /** Whether the system has said that it ended, for which `join` waits. */
  readonly hasEnded: boolean;
  /** Whether a signal from outside has ended it, so that another may fare better. */
  readonly wasKilled: boolean;
  /** What ended it, where something is known of that. */
  readonly error: Error | undefined;
  /** By which it is sent what only a message can carry; undefined where nothing can. */
  readonly line: { readonly endpoint: Endpoint; readonly port: object } | undefined;
  join(options?: WaitOptions): Promise<boolean>;
  joinSync(options?: WaitSyncOptions): boolean;
  /** Ends it, whatever it is doing: politely, where that makes a difference. */
  end(politely: boolean): void;
}

export interface CarrierOrder {
  readonly name: string;
  readonly memory: PoolMemory;
  readonly lane: Address;
  readonly initializer: Initializer | undefined;
  readonly received: (aside: Aside) => void;
}

/** Starts workers. */
export interface Carriers {
  /** The memory that they share with the owner. */
  readonly program: Program;
  /** Whether a worker that dies takes the pool with it, as one may have died in the midst of anything. */
  readonly fragile: boolean;
  /** Whether the end of one is certain as soon as it was ended from outside. */
  readonly mortal: boolean;
  /** What a pool that cannot go on fails with. */
  readonly Broken: new (message: string, options?: ErrorOptions) => BrokenExecutor;
  /** Completes without this agent's event loop. Where it throws nothing was started. */
  start(order: CarrierOrder): Carrier;
}
