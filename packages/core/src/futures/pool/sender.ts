/**
 * Calls with something that only a message can carry: each is sent to one worker, which then runs it.
 *
 * What moves cannot be given to another worker later. So a worker has at most MOST_BURDEN calls of whatever kind in its
 * hands, besides those that await, when one is sent to it, and the others wait here for whoever has room first. What
 * does not move, shared memory, is sent again to a worker that has become idle before it was begun by the first: the
 * state of its place then names another post, and the first message is late.
 *
 * @module
 */

import type { Program } from '../../agent/program.ts';
import { asError } from '../../lifecycle/as-error.ts';
import type { Address } from '../../memory/index.ts';
import { movesOf } from '../../wire/encode.ts';
import type { Crew, Worker } from './crew.ts';
import type { Future } from '../future.ts';
import { isShort } from './is-short.ts';
import { LANE, PLACE, POOL, POSTED, RETIRED, STATE_MASK } from './layout.ts';
import { announceLetter } from './park.ts';
import type { Places } from './places.ts';
import type { Letter } from './aside.ts';

/** One that runs, and one that is there when it is over. */
const MOST_BURDEN = 2;
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
  /** By number: those that were sent, were not taken when that was last looked at, and could be sent again. */
  readonly #again: Map<number, Held> = new Map();
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

  /** A call is over, or was taken back. */
  forget(number: number): void {
    this.#crew.forgetSent(number);
    if (this.#again.size > 0) this.#again.delete(number);
  }

  /** Sends what somebody has room for. */
  send(): void {
    for (let next = this.#held[0]; next !== undefined; next = this.#held[0]) {
      if (this.#places.futureOf(next.number) === next.future) {
        const worker = this.#freest() ?? this.#lastLook();
        if (worker === undefined) return;
        // That none could be started may have been told, and have brought somebody here.
        if (next !== this.#held[0]) continue;
        if (!announceLetter(this.#program, worker.lane)) continue;
        this.#held.shift();
        this.#sendTo(worker, next);
      } else this.#held.shift();
    }
    if (this.#saysHeld) this.#sayHeld(false);
    this.relieve();
  }

  /** For room that a worker has just made: those that make some from here on say so. */
  #lastLook(): Worker | undefined {
    if (this.#saysHeld) return undefined;
    this.#sayHeld(true);
    return this.#freest();
  }

  #sayHeld(held: boolean): void {
    this.#saysHeld = held;
    this.#program.words.store(this.#pool + POOL.held, held ? 1 : 0);
  }

  /** Whether calls wait for room. */
  get holds(): boolean {
    return this.#held.length > 0;
  }

  /** Whether nothing will be sent any more. */
  get isEmpty(): boolean {
    return this.#held.length === 0 && this.#again.size === 0;
  }

  /** Whether there are more calls that nobody has begun than workers with nothing to do. */
  isShort(queued: () => number): boolean {
    // What was sent to one worker waits for that one, unless it can be sent to another.
    return isShort(
      () => queued() - this.#allPosted + this.#behind,
      () => this.idle,
    );
  }

  /** How many were sent and are not taken. */
  get #allPosted(): number {
    let posted = 0;
    for (const worker of this.#crew.workers) if (worker.sent.size > 0) posted += this.#posted(worker);
    return posted;
  }

  /** How many were sent to a worker that has something else to do, and could be sent to another. */
  get #behind(): number {
    if (this.#again.size === 0) return 0;
    let behind = 0;
    for (const worker of this.#crew.workers) {
      if (worker.sent.size > 0 && this.#burdenOf(worker) >= MOST_BURDEN) behind += 1;
    }
    return Math.min(behind, this.#again.size);
  }

  /**
   * How many workers have nothing to do: also not what was sent to them. Else a call that any worker may take would be left
   * to one that takes the message first, and would wait for a call that may wait for it.
   */
  get idle(): number {
    let idle = 0;
    for (const worker of this.#crew.workers) if (!this.#hasAny(worker) && worker.carrier.isAlive) idle += 1;
    return idle;
  }

  /** To a worker that knows that something comes. */
  #sendTo({ lane, id, sent, carrier }: Worker, held: Held): void {
    const { words, bells } = this.#program;
    const { number, aside } = held;
    const place = this.#places.addressOf(number);
    const message: Letter = {
      place,
      state: words.load(place + PLACE.state),
      aside,
      number: words.load(lane + LANE.letters),
    };
    const moves = movesOf(aside);
    sent.add(number);
    if (moves.length === 0) this.#again.set(number, held);
    try {
      carrier.line?.endpoint.post(message, moves);
    } catch (error) {
      this.forget(number);
      words.sub(lane + LANE.letters, 1);
      // It may wait for the message before it ends.
      bells.ring(id);
      this.#refuse(number, asError(error));
    }
  }

  /** The worker with the least in its hands that has room, started if all have something and there may be one more. */
  #freest(): Worker | undefined {
    const { workers, max } = this.#crew;
    if (workers.length < max && workers.every((worker) => this.#hasAny(worker))) this.#start();
    let freest: Worker | undefined;
    let least = MOST_BURDEN;
    for (const worker of workers) {
      if (this.#isRetired(worker) || this.#inHand(worker) >= MOST) continue;
      const burden = this.#burdenOf(worker);
      if (burden >= least) continue;
      least = burden;
      freest = worker;
    }
    return freest;
  }

  /** Gives idle workers what others were sent and have not begun. */
  relieve(): void {
    if (this.#again.size === 0) return;
    for (const idle of this.#crew.workers) {
      if (this.#hasAny(idle) || this.#isRetired(idle)) continue;
      const held = this.#takeBack();
      if (held === undefined) return;
      if (!announceLetter(this.#program, idle.lane)) {
        this.#held.unshift(held);
        return this.send();
      }
      this.#sendTo(idle, held);
    }
  }

  #takeBack(): Held | undefined {
    const { words } = this.#program;
    for (const worker of this.#crew.workers) {
      if (this.#burdenOf(worker) < MOST_BURDEN) continue;
      for (const number of worker.sent) {
        const held = this.#again.get(number);
        const at = this.#places.addressOf(number) + PLACE.state;
        const state = words.load(at);
        if (held === undefined || (state & STATE_MASK) !== POSTED) continue;
        if (words.compareExchange(at, state, this.#places.posted()) !== state) continue;
        worker.sent.delete(number);
        return held;
      }
    }
    return undefined;
  }

  #isRetired({ lane }: Worker): boolean {
    return this.#program.words.load(lane + LANE.state) === RETIRED;
  }

  /**
   * What was sent is looked at first: its worker counts it as in hand before it takes it, so that what is taken between
   * the two looks is seen by the second. The other way round a worker that takes its first call just then would seem to
   * have nothing, and be sent another instead of one that is started for it.
   */
  #hasAny(worker: Worker): boolean {
    return this.#posted(worker) > 0 || this.#inHand(worker) > 0;
  }

  /** What a worker is held up by, or will be. */
  #burdenOf(worker: Worker): number {
    const awaiting = this.#program.words.load(worker.lane + LANE.awaiting);
    return this.#posted(worker) + this.#inHand(worker) - awaiting;
  }

  #inHand({ lane }: Worker): number {
    const { words } = this.#program;
    return words.load(lane + LANE.taken) - words.load(lane + LANE.finished);
  }

  /** How many were sent to a worker and are not taken. */
  #posted({ sent }: Worker): number {
    for (const number of sent) {
      const state = this.#program.words.load(this.#places.addressOf(number) + PLACE.state);
      if ((state & STATE_MASK) === POSTED) continue;
      sent.delete(number);
      this.#again.delete(number);
    }
    return sent.size;
  }
}
