/**
 * What is sent to a worker: calls with something that only a message can carry.
 *
 * The event loop delivers it; but whoever is awake, and knows from LETTERS that something is on its way, need not wait
 * for that where the runtime lets it look into the port. Each message is received once, by the one way or the other, and has
 * a number, because the event loop may have one in its hands already when the next is taken from the port (Deno). `received`
 * is how many there are without a gap: equal to LETTERS when nothing is on its way.
 *
 * @module
 */

import type { Endpoint } from '../../host/endpoint.ts';
import type { Program } from '../../agent/program.ts';
import type { Address } from '../../memory/index.ts';
import type { Letter } from './aside.ts';
import { LANE } from './layout.ts';

/** How long to look for what was announced: its sender is about to post it. */
const PATIENCE_MS = 0.1;

export class Letters {
  readonly #program: Program;
  readonly #lane: Address;
  readonly #port: object | undefined;
  /** For what is sent back; absent where nothing can be. */
  readonly line: Endpoint | undefined;
  /** Received, and not taken. */
  readonly #sent: Letter[] = [];
  /** Received before one that was sent earlier. */
  readonly #early: Map<number, Letter> = new Map();
  #received = 0;

  /** `wake` is called when the event loop has delivered one. */
  constructor(program: Program, lane: Address, port: object | undefined, wake: () => void) {
    this.#program = program;
    this.#lane = lane;
    this.#port = port;
    this.line = port && program.host.threads.endpoint(port);
    this.line?.receive((message) => {
      this.#receive(message as Letter);
      wake();
    });
  }

  get received(): number {
    return this.#received;
  }

  /** Whether something was announced that has not come. */
  get areDue(): boolean {
    return this.#program.words.load(this.#lane + LANE.letters) !== this.#received;
  }

  /** Whether there is one to take. */
  any(): boolean {
    if (this.#sent.length === 0) this.#fetch();
    return this.#sent.length > 0;
  }

  /** The first that was not taken, and it is. */
  take(): Letter | undefined {
    if (this.#sent.length === 0) this.#fetch();
    return this.#sent.shift();
  }

  /** Looks for one that was announced; false when it does not come, or only the event loop can say so. */
  await(): boolean {
    const { host } = this.#program;
    if (host.threads.receiveNow === undefined) return this.any();
    const end = host.now() + PATIENCE_MS;
    do {
      if (this.any()) return true;
    } while (this.areDue && host.now() < end);
    return false;
  }

  #fetch(): void {
    const { words, host } = this.#program;
    while (words.ints[this.#lane + LANE.letters] !== this.#received && this.#port !== undefined) {
      const received = host.threads.receiveNow?.(this.#port);
      if (received === undefined) return;
      this.#receive(received.message as Letter);
    }
  }

  #receive(letter: Letter): void {
    this.#early.set(letter.number, letter);
    for (;;) {
      const next = this.#early.get(this.#received + 1);
      if (next === undefined) return;
      this.#early.delete(next.number);
      this.#received = next.number;
      this.#sent.push(next);
    }
  }
}
