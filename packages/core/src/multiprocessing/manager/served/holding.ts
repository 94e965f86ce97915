/**
 * A lock of a manager: who holds it, and who waits for it.
 *
 * All of its steps are made in the manager's one event loop, and each is whole, so that no wake-up is lost: who frees it
 * has those that wait look again at once, in the order in which they came. A holder is a client, or one of its flows. When a
 * client goes what it holds is freed, and whoever takes it next is told that it is abandoned; a call of it that waits is
 * aborted before that, so it takes nothing.
 *
 * @module
 */

import type { WaitOptions } from '../../../agent/deadline.ts';
import { Line } from './line.ts';
import type { Session } from './session.ts';

export interface Hold {
  readonly session: Session;
  /** 0: the client's thread holds it, else one of its flows. */
  readonly flow: number;
  /** By a `hold` or a `run`, which ends only when its client's event loop turns. */
  readonly scoped: boolean;
  readonly abandoned: boolean;
  readonly forget: () => void;
  depth: number;
}

export class Holding {
  readonly #line: Line = new Line();
  #hold: Hold | undefined;
  /** The last holder is dead. */
  #left = false;

  get hold(): Hold | undefined {
    return this.#hold;
  }

  /** Takes it if it is free. */
  take(session: Session, flow: number, scoped: boolean): boolean {
    if (this.#hold !== undefined) return false;
    const forget = session.whenGone(() => {
      this.#left = true;
      this.free();
    });
    this.#hold = { session, flow, scoped, abandoned: this.#left, forget, depth: 1 };
    this.#left = false;
    return true;
  }

  wait(attempt: () => boolean, options: WaitOptions): Promise<boolean> {
    return this.#line.wait(attempt, options);
  }

  free(): void {
    this.#hold?.forget();
    this.#hold = undefined;
    this.#line.serve();
  }
}
