/**
 * Keeps a few processes ready for others to become: up, with this library loaded, and waiting on their line.
 *
 * None is made before the first was asked for. From then on there are as many of each command as were started within
 * about the last second, at least one and at most MOST; they are made one at a time, after a pause in which whoever was
 * just started has the processors. One that dies before it was ready is not followed by another until the next start: what
 * killed it would kill that one too. They wait for the end of their line, so none outlives this process.
 *
 * @module
 */

import type { Host } from '../../host/host.ts';
import type { SpawnOrder, SystemHost } from '../../host/system-host.ts';
import { Demand } from '../demand.ts';
import { Child, commandKey } from './child.ts';

/** A process costs some tens of megabytes; whoever starts more at once wants a pool. */
const MOST = 4;
/** Before another is made, in milliseconds. */
const SETTLE_MS = 20;

/** Those of one command. */
interface Kind {
  /** Of the last start: what is inherited is replaced when one is taken. */
  order: SpawnOrder;
  readonly demand: Demand;
  readonly waiting: Set<Child>;
  filling: boolean;
}

export class Standbys {
  readonly #host: Host;
  readonly #system: SystemHost;
  readonly #kinds: Map<string, Kind> = new Map();

  constructor(host: Host, system: SystemHost) {
    this.#host = host;
    this.#system = system;
  }

  /** A child that waits for its start, ready if there is such a one; else one that was just started, which waits less. */
  take(order: SpawnOrder): Child {
    const kind = this.#kindOf(order);
    const waiting = [...kind.waiting];
    const child = waiting.find(({ ready }) => ready) ?? waiting[0];
    kind.demand.count(1);
    this.#fill(kind);
    if (child === undefined) return new Child(this.#system, order, 'spawn');
    kind.waiting.delete(child);
    return child;
  }

  /** Makes the first of a command ahead of its first start. */
  prepare(order: SpawnOrder): void {
    this.#fill(this.#kindOf(order));
  }

  #kindOf(order: SpawnOrder): Kind {
    const key = commandKey(order);
    const kind = this.#kinds.get(key) ?? {
      order,
      demand: new Demand(() => this.#host.now()),
      waiting: new Set(),
      filling: false,
    };
    kind.order = order;
    this.#kinds.set(key, kind);
    return kind;
  }

  #fill(kind: Kind): void {
    if (kind.filling) return;
    kind.filling = true;
    setTimeout(() => {
      kind.filling = false;
      this.#fillNow(kind);
    }, SETTLE_MS);
  }

  #fillNow(kind: Kind): void {
    const { waiting, demand } = kind;
    const wanted = Math.min(Math.max(1, Math.round(demand.recent)), MOST);
    const coming = [...waiting].some(({ ready }) => !ready);
    if (coming || waiting.size >= wanted) return;
    const child = new Child(this.#system, kind.order, 'standby');
    waiting.add(child);
    child.onReady = (): void => this.#fill(kind);
    child.onGone = (): void => {
      if (waiting.delete(child) && child.ready) this.#fill(kind);
    };
  }
}
