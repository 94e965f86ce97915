import { sharedNow } from '../agent/deadline.ts';
import type { HandleData } from '../agent/primitive.ts';
import type { Program } from '../agent/program.ts';
import type { Delay } from '../lifecycle/messages.ts';
import type { ThreadOptions } from '../lifecycle/thread-info.ts';
import type { Event } from './event.ts';

/** Given to a Thread's constructor instead of options: its task is called later, unless it is cancelled. */
export class Delayed {
  readonly options: ThreadOptions & { readonly args: readonly unknown[] };
  readonly #ms: number;
  readonly #cancelled: Event;

  constructor(ms: number, cancelled: Event, options: Delayed['options']) {
    this.#ms = ms;
    this.#cancelled = cancelled;
    this.options = options;
  }

  /** From now on; the event has one more reference, in flight. */
  encode(program: Program): Delay {
    const cancelled = program.encode(this.#cancelled) as HandleData;
    return this.#ms === Infinity ? { cancelled } : { due: sharedNow() + this.#ms, cancelled };
  }
}
