/**
 * Calls with something that only a message can carry: each is sent to one worker, which then runs it.
 *
 * What moves cannot be given to another worker later. So a worker has at most MOST_SENT of these at a time, and the
 * others wait here for whoever has room first.
 *
 * @module
 */

import type { Program } from '../../agent/program.ts';
import { asError } from '../../lifecycle/as-error.ts';
import { movesOf } from '../../wire/encode.ts';
import type { Crew, Worker } from './crew.ts';
import type { Future } from '../future.ts';
import { PLACE } from './layout.ts';
import type { Places } from './places.ts';
import type { Aside } from './aside.ts';

/** One that runs, and one that is there when it is over. */
const MOST_SENT = 2;

interface Held {
  readonly number: number;
  /** Whose call it is: its place may be another's by the time that it is sent. */
  readonly future: Future<unknown> | undefined;
  readonly aside: readonly object[];
}

export class Sender {
  readonly #program: Program;
  readonly #places: Places;
  readonly #crew: Crew;
  readonly #start: () => void;
  /** The call cannot be sent. */
  readonly #refuse: (number: number, error: Error) => void;
  readonly #held: Held[] = [];

  constructor(
    program: Program,
    places: Places,
    crew: Crew,
    start: () => void,
    refuse: (number: number, error: Error) => void,
  ) {
    this.#program = program;
    this.#places = places;
    this.#crew = crew;
    this.#start = start;
    this.#refuse = refuse;
  }

  hold(number: number, aside: readonly object[]): void {
    this.#held.push({ number, future: this.#places.futureOf(number), aside });
    this.send();
  }

  /** Sends what somebody has room for. */
  send(): void {
    for (let next = this.#held[0]; next !== undefined; next = this.#held[0]) {
      if (this.#places.futureOf(next.number) === next.future) {
        const worker = this.#roomiest();
        if (worker === undefined) return;
        this.#sendTo(worker, next);
      }
      this.#held.shift();
    }
  }

  #sendTo(worker: Worker, { number, aside }: Held): void {
    const place = this.#places.addressOf(number);
    const message: Aside = { place, state: this.#program.words.load(place + PLACE.state), aside };
    worker.sent.add(number);
    try {
      worker.line.post(message, movesOf(aside));
    } catch (error) {
      worker.sent.delete(number);
      this.#refuse(number, asError(error));
    }
  }

  /** The worker with the fewest of these, started if there may be one more; undefined where nobody has room. */
  #roomiest(): Worker | undefined {
    const { workers, max } = this.#crew;
    const least = (): Worker | undefined =>
      workers.reduce<Worker | undefined>(
        (a, b) => (a === undefined || b.sent.size < a.sent.size ? b : a),
        undefined,
      );
    let worker = least();
    if ((worker === undefined || worker.sent.size > 0) && workers.length < max) {
      this.#start();
      worker = least();
    }
    return worker === undefined || worker.sent.size >= MOST_SENT ? undefined : worker;
  }
}
