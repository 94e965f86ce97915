/**
 * One client of a manager, as long as its connection lasts: an agent of the program, or who has connected by a socket.
 *
 * @module
 */

import { EOFError } from '../../../errors.ts';
import type { Tag } from '../tag.ts';
import type { Caller } from './served.ts';

export class Session {
  /** Whether it is one of the manager's own program. */
  readonly ours: boolean;
  readonly #calls: Map<number, AbortController> = new Map();
  /** What a client that a socket connects refers to, and how many proxies of it were sent there. */
  readonly #kept: Map<number, { readonly tag: Tag; count: number }> = new Map();
  readonly #farewells: Set<() => void> = new Set();
  readonly #gone: AbortController = new AbortController();

  constructor(ours: boolean) {
    this.ours = ours;
  }

  /** Aborted when it has gone. */
  get signal(): AbortSignal {
    return this.#gone.signal;
  }

  /** For a call that may wait, until it is over. */
  begin(call: number): Caller {
    const controller = new AbortController();
    this.#calls.set(call, controller);
    return { signal: controller.signal, session: this };
  }

  over(call: number): void {
    this.#calls.delete(call);
  }

  /** Takes a call back, unless it is over. */
  cancel(call: number): void {
    this.#calls.get(call)?.abort();
  }

  /** It has been sent a proxy of an object, which is kept for it. */
  keep(id: number, tag: Tag): void {
    const kept = this.#kept.get(id);
    if (kept === undefined) this.#kept.set(id, { tag, count: 1 });
    else {
      kept.count += 1;
      tag.close();
    }
  }

  /** So many of those proxies are no more. */
  drop(id: number, count: number): void {
    const kept = this.#kept.get(id);
    if (kept === undefined) return;
    kept.count -= count;
    if (kept.count > 0) return;
    this.#kept.delete(id);
    kept.tag.close();
  }

  /** What is to be done when the client has gone; gives how to forget it. */
  whenGone(act: () => void): () => void {
    this.#farewells.add(act);
    return () => this.#farewells.delete(act);
  }

  end(): void {
    const gone = new EOFError('The client has gone');
    // First of all: what it leaves is for those who are there.
    for (const call of this.#calls.values()) call.abort(gone);
    this.#gone.abort(gone);
    for (const act of this.#farewells) act();
    this.#farewells.clear();
    for (const { tag } of this.#kept.values()) tag.close();
    this.#kept.clear();
  }
}
