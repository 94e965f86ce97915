/**
 * A look at what is awaited before this turn of the event loop is over.
 *
 * To be rung costs tens of microseconds: a system call there, a turn of the event loop here. What comes sooner is seen
 * by looking, once the code that began the wait is done, and where that is always in vain only now and then (hope.ts).
 * It is one look more and changes nothing of who is announced and rung (async-waits.ts), so no wake-up depends on it.
 * Who finds what it awaits every time goes on for SLICE_MS, and then the event loop has its turn.
 *
 * @module
 */

import type { Host } from '../host/host.ts';
import type { Address, SharedWords } from '../memory/index.ts';
import { Hope } from './hope.ts';

const SLICE_MS = 2;
/** What it takes another to be woken by a ring and to answer: who looks for less never meets one that looks too. */
const LOOK_MS = 0.1;
/** Where it never pays it costs half a microsecond a wait. */
const RAREST = 256;

export class EarlyLook {
  readonly #words: SharedWords;
  readonly #host: Host;
  readonly #serve: (point: Address) => void;
  #due = false;
  #point: Address = 0;
  #seen = 0;
  #hope: Hope | undefined;
  /** When this turn of the event loop found something first; 0 where none has. */
  #turn = 0;

  constructor(words: SharedWords, host: Host, serve: (point: Address) => void) {
    this.#words = words;
    this.#host = host;
    this.#serve = serve;
  }

  /** What something that is waited for has shown so far. */
  static hope(host: Host): Hope {
    return new Hope(() => host.now(), LOOK_MS, RAREST);
  }

  /** Looks soon, until the word is no longer what it was. Of several the last: what it asked for comes last. */
  soon(point: Address, seen: number, hope: Hope): void {
    this.#point = point;
    this.#seen = seen;
    this.#hope = hope;
    if (this.#due) return;
    this.#due = true;
    queueMicrotask(this.#look);
  }

  readonly #look = (): void => {
    this.#due = false;
    const host = this.#host;
    if (this.#turn !== 0 && host.now() - this.#turn > SLICE_MS) return;
    if (this.#hope?.fulfilled(this.#words, this.#point, this.#seen, 0) !== true) return;
    if (this.#turn === 0) {
      this.#turn = host.now();
      host.nextTurn(this.#turned);
    }
    this.#serve(this.#point);
  };

  readonly #turned = (): void => {
    this.#turn = 0;
  };
}
