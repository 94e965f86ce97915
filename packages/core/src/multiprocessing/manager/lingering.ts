/**
 * Whether a manager waits for the next request of who made the last one, before its event loop turns.
 *
 * One that calls in a loop is answered several times as quickly by who blocks for it as by an event loop that has to be rung
 * first. But who blocks answers nobody else, so it is done only while one alone calls, in the hope that it calls again at
 * once: for MOMENT_MS at most, and the less often the less it was worth.
 *
 * @module
 */

import type { Channel } from './channel.ts';

const MOMENT_MS = 0.2;
/** Turns without lingering after one in vain; doubled each time, up to MOST. */
const FIRST = 1;
const MOST = 256;

export class Lingering {
  #caller: Channel | undefined;
  #pause = FIRST;
  #left = 0;

  /** Whether something has come from a channel that has been answered: there is a request to be read. */
  comes(channel: Channel): boolean {
    const again = this.#caller === channel;
    this.#caller = channel;
    if (!again) return false;
    if (this.#left > 0) {
      this.#left -= 1;
      return false;
    }
    if (channel.pollSync(MOMENT_MS)) {
      this.#pause = FIRST;
      return true;
    }
    this.#left = this.#pause;
    this.#pause = Math.min(this.#pause * 2, MOST);
    return false;
  }
}
