/**
 * Makes workers for the supervisor: itself, or through the first agent where that one's workers come up much faster
 * (Deno). The first agent runs user code and may be blocked, so it is asked, and not waited for: who makes the worker
 * is decided by one exchange of the slot's OFFER word, and whoever comes second leaves it.
 *
 * @module
 */

import type { WorkerHandle } from '../host/host.ts';
import { SLOT, slotAddress, type AgentId, type SharedWords } from '../memory/index.ts';
import { textOf } from '../wire/error-fields.ts';
import type { Program } from '../agent/program.ts';
import type { Make } from './messages.ts';
import { spawn, type SpawnRequest } from './spawn.ts';

/** How long the first agent may take before its slower stand-in begins, in milliseconds. */
const PATIENCE_MS = 40;

/** What becomes of a worker that is made. */
export interface MakerEvents {
  made(id: AgentId, port: object): void;
  /** It could not be made. */
  refused(id: AgentId, reason: string): void;
  /** It cannot go on, and may still run. */
  failed(id: AgentId, reason: string): void;
  /** It certainly runs no more. */
  exited(id: AgentId, reason: string): void;
}

export class Maker {
  readonly #program: Program;
  readonly #events: MakerEvents;
  /** The workers that were made here and are not known to have ended. */
  readonly #workers: Map<AgentId, WorkerHandle> = new Map();
  /** Asks the first agent; undefined where there is no sense in that. */
  readonly #ask: ((make: Make) => void) | undefined;

  constructor(program: Program, events: MakerEvents, ask: ((make: Make) => void) | undefined) {
    this.#program = program;
    this.#events = events;
    this.#ask = ask;
  }

  /** A worker for a thread waits for nobody; one for the stock is left to whoever makes it fast. */
  make(request: Omit<SpawnRequest, 'role'>): void {
    const { id, name, stackSize, stocked } = request;
    if (this.#ask === undefined) return this.#spawn(request);
    const { words } = this.#program;
    words.store(slotAddress(id) + SLOT.offer, id);
    this.#ask({ type: 'make', id, name, stackSize, stocked });
    if (stocked) return;
    setTimeout(() => {
      if (takeOffer(words, id)) this.#spawn(request);
    }, PATIENCE_MS);
  }

  /** Ends a worker that was made here; false for another. */
  terminate(id: AgentId): boolean {
    const worker = this.#workers.get(id);
    worker?.terminate();
    return worker !== undefined;
  }

  /** A worker runs no more. */
  forget(id: AgentId): void {
    this.#workers.delete(id);
  }

  #spawn(request: Omit<SpawnRequest, 'role'>): void {
    const { id } = request;
    try {
      const { worker, port } = spawn(this.#program, { ...request, role: 'thread' });
      this.#watch(id, worker);
      this.#events.made(id, port);
    } catch (error) {
      this.#events.refused(id, textOf(error));
    }
  }

  #watch(id: AgentId, worker: WorkerHandle): void {
    this.#workers.set(id, worker);
    worker.onError((reason) => this.#events.failed(id, reason));
    worker.onExit?.((reason) => this.#events.exited(id, reason));
  }
}

/** Whether the caller is the one to make a worker that was asked for. */
export function takeOffer(words: SharedWords, id: AgentId): boolean {
  return words.compareExchange(slotAddress(id) + SLOT.offer, id, 0) === id;
}
