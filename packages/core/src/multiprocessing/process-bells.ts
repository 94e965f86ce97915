/**
 * Doorbells among processes: a word per agent, and a socket that is written to only when the word says so.
 *
 * The word is QUIET, ARMED while its agent's event loop waits to be rung, or RUNG. To ring is to exchange it for RUNG;
 * who finds ARMED there sends one byte. An agent arms its bell, then looks; if it finds RUNG where it wanted to arm, it
 * looks again at once. So a ring that comes before the look is seen by it and one that comes after it finds ARMED.
 *
 * Each agent that waits asynchronously has a listening socket of its own, not one for its process: a ring then takes
 * one hop, by 7 to 15 µs as quick as any way between threads, and does not hang on another thread that would have to
 * pass it on and may block, end or not be there. It is an abstract name, of which nothing is left when its agent ends.
 *
 * A ringer that dies between the exchange and the send leaves a bell that says RUNG and was not heard; so does a
 * system that gives no sockets. Therefore an agent with waits looks once in a while by itself, which also finds
 * whom nobody else sees die; without sockets it does so often.
 *
 * @module
 */

import { Bells, type Service } from '../agent/bells.ts';
import type { Host, Rounds } from '../host/host.ts';
import {
  agents,
  gone,
  SLOT,
  slotAddress,
  SLOT_BITS,
  SLOTS,
  type AgentId,
  type ThreadWords,
} from '../memory/index.ts';

const QUIET = 0;
const RUNG = 1;
const ARMED = 2;
const ALL = 2 ** 31 - 1;

/** How often an agent looks that cannot be rung, in milliseconds. */
const SOCKETLESS_MS = 5;

/** What rings the agents of other processes: see lines.ts. */
export interface Ringer {
  nameOf(id: AgentId): string;
  ring(id: AgentId): void;
}

export interface LookingAround {
  /** For the dead. */
  look(): void;
  /** How often, in milliseconds. */
  readonly every: number;
}

export class ProcessBells extends Bells {
  readonly #host: Host;
  readonly #lines: Ringer;
  readonly #around: LookingAround;
  #listens: 'not yet' | 'soon' | 'yes' | 'never' = 'not yet';
  #armed = false;
  #rounds: Rounds | undefined;

  constructor(
    words: ThreadWords,
    me: AgentId,
    service: Service,
    host: Host,
    lines: Ringer,
    around: LookingAround,
  ) {
    super(words, me, service);
    this.#host = host;
    this.#lines = lines;
    this.#around = around;
  }

  listen(): void {
    if (this.#listens === 'not yet') this.#install();
    if (this.#armed || this.#listens !== 'yes') return;
    this.#armed = true;
    const bell = slotAddress(this.me) + SLOT.doorbell;
    if (this.words.compareExchange(bell, QUIET, ARMED) === RUNG) queueMicrotask(() => this.#hear());
  }

  /** The timer outlasts a wait, because most are shorter and a timer for each would cost as much as the ring. */
  attend(on: boolean): void {
    if (!on) this.#rounds?.unref();
    else if (this.#rounds !== undefined) this.#rounds.ref();
    else {
      const pause = this.#listens === 'never' ? SOCKETLESS_MS : this.#around.every;
      this.#rounds = this.#host.processes?.rounds(() => this.#lookAround(), pause);
    }
  }

  ring(slot: AgentId): void {
    const at = slotAddress(slot);
    const was = this.words.exchange(at + SLOT.doorbell, RUNG);
    if (was === ARMED) this.#send(slot);
    // One that blocks on its bell.
    else if (this.words.load(at + SLOT.waitingOn) === at + SLOT.doorbell) {
      this.words.notify(at + SLOT.doorbell, ALL);
    }
  }

  /** Whoever was on its way to sleep looks again after a slice. */
  alarm(): void {
    const { words } = this;
    for (const id of agents(words)) {
      if (gone(words, id)) continue;
      const slot = slotAddress(id);
      const waitingOn = words.load(slot + SLOT.waitingOn);
      if (waitingOn !== 0) words.notify(waitingOn, ALL);
      // Also where it is rung already: the dead may have been about to send.
      if (words.exchange(slot + SLOT.doorbell, RUNG) !== QUIET) this.#send(id);
    }
  }

  /** The bell is armed no more, and what it was rung for meanwhile is looked for. */
  override resume(): void {
    if (!this.#armed) return;
    this.#armed = false;
    if (!this.service.isWaiting) return;
    this.listen();
    queueMicrotask(() => this.service.serveAll());
  }

  #hear(): void {
    if (!this.#armed) return;
    this.#armed = false;
    this.words.store(slotAddress(this.me) + SLOT.doorbell, QUIET);
    if (this.service.isWaiting) this.listen();
    this.service.serveAll();
  }

  #lookAround(): void {
    if (!this.service.isWaiting) return this.#stopRounds();
    this.#around.look();
    this.service.serveAll();
    if (this.service.isWaiting) this.listen();
  }

  #stopRounds(): void {
    this.#rounds?.stop();
    this.#rounds = undefined;
  }

  #install(): void {
    this.#listens = 'soon';
    this.#host.processes?.listenBell(this.#lines.nameOf(this.me), {
      rung: () => this.#hear(),
      listening: () => this.#ready('yes'),
      failed: () => this.#ready('never'),
    });
  }

  /** Who came before the bell was there is served by a look. */
  #ready(listens: 'yes' | 'never'): void {
    this.#listens = listens;
    if (listens === 'never') this.#stopRounds();
    if (!this.service.isWaiting) return;
    this.attend(true);
    this.listen();
    this.service.serveAll();
  }

  /** The slot's agent of this moment is meant, whoever it is. */
  #send(slot: AgentId): void {
    const generation = this.words.load(slotAddress(slot) + SLOT.generation);
    this.#lines.ring((slot & (SLOTS - 1)) | (generation << SLOT_BITS));
  }
}
