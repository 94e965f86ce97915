/**
 * Calls with something that only a message can carry: each is sent to one worker, which then runs it.
 *
 * What moves cannot be given to another worker later. So a worker has at most MOST_SENT of these at a time besides those
 * that await, and the others wait here for whoever has room first.
 *
 * @module
 */

import type { Program } from '../../agent/program.ts';
import { asError } from '../../lifecycle/as-error.ts';
import type { Address } from '../../memory/index.ts';
import { movesOf } from '../../wire/encode.ts';
import type { Crew, Worker } from './crew.ts';
import type { Future } from '../future.ts';
import { LANE, PLACE, POOL, RETIRED } from './layout.ts';
import { announceLetter } from './park.ts';
import type { Places } from './places.ts';
import type { Aside } from './aside.ts';

/** One that runs, and one that is there when it is over. */
const MOST_SENT = 2;
/** With those that await. Beyond it would rather be memory than parallelism. */
const MOST = 1024;

interface Held {
  readonly number: number;
  /** Whose call it is: its place may be another's by the time that it is sent. */
  readonly future: Future<unknown> | undefined;
  readonly aside: readonly object[];
}

export class Sender {
  readonly #program: Program;
  readonly #pool: Address;
  readonly #places: Places;
  readonly #crew: Crew;
  readonly #start: () => void;
  /** The call cannot be sent. */
  readonly #refuse: (number: number, error: Error) => void;
  readonly #held: Held[] = [];
  /** Whether workers know that something is held. */
  #saysHeld = false;

  constructor(
    program: Program,
    pool: Address,
    places: Places,
    crew: Crew,
    start: () => void,
    refuse: (number: number, error: Error) => void,
  ) {
    this.#program = program;
    this.#pool = pool;
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
        const worker = this.#roomiest() ?? this.#lastLook();
        if (worker === undefined) return;
        // That none could be started may have been told, and have brought somebody here.
        if (next !== this.#held[0]) continue;
        if (!announceLetter(this.#program, worker.lane)) continue;
        this.#held.shift();
        this.#sendTo(worker, next);
      } else this.#held.shift();
    }
    if (this.#saysHeld) this.#sayHeld(false);
  }

  /** For room that a worker has just made: those that make some from here on say so. */
  #lastLook(): Worker | undefined {
    if (this.#saysHeld) return undefined;
    this.#sayHeld(true);
    return this.#roomiest();
  }

  #sayHeld(held: boolean): void {
    this.#saysHeld = held;
    this.#program.words.store(this.#pool + POOL.held, held ? 1 : 0);
  }

  /** Whether nothing is held back. */
  get isEmpty(): boolean {
    return this.#held.length === 0;
  }

  #sendTo({ lane, id, sent, line }: Worker, { number, aside }: Held): void {
    const { words, bells } = this.#program;
    const place = this.#places.addressOf(number);
    const message: Aside = { place, state: words.load(place + PLACE.state), aside };
    sent.add(number);
    try {
      line.post(message, movesOf(aside));
    } catch (error) {
      sent.delete(number);
      words.sub(lane + LANE.letters, 1);
      // It may wait for the message before it ends.
      bells.ring(id);
      this.#refuse(number, asError(error));
    }
  }

  /** The worker with the fewest of these that has room, started if there may be one more. */
  #roomiest(): Worker | undefined {
    const { workers, max } = this.#crew;
    if (workers.length < max && workers.every(({ sent }) => sent.size > 0)) this.#start();
    let roomiest: Worker | undefined;
    for (const worker of workers) {
      const retired = this.#program.words.load(worker.lane + LANE.state) === RETIRED;
      if (retired || !this.#hasRoom(worker)) continue;
      if (roomiest === undefined || worker.sent.size < roomiest.sent.size) roomiest = worker;
    }
    return roomiest;
  }

  #hasRoom({ sent, lane }: Worker): boolean {
    if (sent.size < MOST_SENT) return true;
    return sent.size < MOST && sent.size - this.#program.words.load(lane + LANE.awaiting) < MOST_SENT;
  }
}
