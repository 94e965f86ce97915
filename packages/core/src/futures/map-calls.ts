/**
 * The calls of a map whose results were not taken, in the order in which they are: that of the items, or that in which
 * calls end.
 *
 * @module
 */

import type { MapCall } from './feed.ts';
import { Fifo } from './fifo.ts';
import { CANCELLED } from './future-state.ts';
import { inner } from './inner.ts';

export interface MapCalls {
  readonly size: number;
  add(call: MapCall): void;
  /** The next one, when it has ended; whoever was given nothing is told when to ask again. */
  take(): MapCall | undefined;
  /** Cancels those that have not begun, and lets go of all. */
  cancel(): void;
}

/** Watches the first call only, and only while somebody waits for it. */
export class InOrder implements MapCalls {
  readonly #calls: Fifo<MapCall> = new Fifo();
  readonly #tell: () => void;
  #unwatch: (() => void) | undefined;

  constructor(tell: () => void) {
    this.#tell = tell;
  }

  get size(): number {
    return this.#calls.size;
  }

  add(call: MapCall): void {
    this.#calls.put(call);
  }

  take(): MapCall | undefined {
    const first = this.#calls.peek();
    if (first === undefined) return undefined;
    if (!hasEnded(first)) {
      this.#unwatch ??= inner.watch(first.future, this.#tell);
      return undefined;
    }
    this.#stop();
    return this.#calls.take();
  }

  cancel(): void {
    this.#stop();
    for (let call = this.#calls.take(); call !== undefined; call = this.#calls.take()) call.future.cancel();
  }

  #stop(): void {
    this.#unwatch?.();
    this.#unwatch = undefined;
  }
}

export class AsTheyEnd implements MapCalls {
  readonly #pending: Map<MapCall, () => void> = new Map();
  readonly #ended: Fifo<MapCall> = new Fifo();
  readonly #tell: () => void;

  constructor(tell: () => void) {
    this.#tell = tell;
  }

  get size(): number {
    return this.#pending.size + this.#ended.size;
  }

  add(call: MapCall): void {
    if (hasEnded(call)) this.#ended.put(call);
    else
      this.#pending.set(
        call,
        inner.watch(call.future, () => this.#step(call)),
      );
  }

  take(): MapCall | undefined {
    return this.#ended.take();
  }

  cancel(): void {
    for (const unwatch of this.#pending.values()) unwatch();
    for (const { future } of this.#pending.keys()) future.cancel();
    this.#pending.clear();
    while (this.#ended.size > 0) this.#ended.take();
  }

  #step(call: MapCall): void {
    const unwatch = this.#pending.get(call);
    if (unwatch === undefined || !hasEnded(call)) return;
    unwatch();
    this.#pending.delete(call);
    this.#ended.put(call);
    this.#tell();
  }
}

function hasEnded({ future }: MapCall): boolean {
  return inner.state(future) >= CANCELLED;
}
