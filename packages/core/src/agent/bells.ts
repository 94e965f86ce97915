/**
 * Doorbells: one word per agent, and among threads at most one outstanding `Atomics.waitAsync`, on the own word, for life.
 *
 * A pending asynchronous wait on a shared word is never freed, keeps nothing alive and swallows a notify when its
 * agent is busy or dead, so no primitive's word is ever waited for in that way. A bell is rung by storing 1; it
 * stays rung until its agent answers, so a ring to a blocked agent is late and not lost. Ringing notifies all
 * waiters of the word: a dead predecessor in the slot must not swallow it. Whoever finds it rung leaves the notify to
 * who rang; should that one die before it, the alarm after its death notifies in any case.
 *
 * @module
 */

import type { Host } from '../host/host.ts';
import {
  agents,
  FREE,
  gone,
  HEADER,
  SLOT,
  slotAddress,
  SLOTS,
  type Address,
  type AgentId,
  type ThreadWords,
} from '../memory/index.ts';

const QUIET = 0;
const RUNG = 1;
const ALL = 2 ** 31 - 1;
/** Between two alarms for one agent, in milliseconds. */
const LONGEST_PAUSE = 100;

/** What a bell calls for: the waits of its agent. */
export interface Service {
  /** Looks at the waits of one point. */
  serve(point: Address): void;
  /** Looks at all. */
  serveAll(): void;
  /** Whether there are any. */
  readonly isWaiting: boolean;
}

/** What bells of every scope have in common: whom to ring, and that an agent's own waits need no bell. */
export abstract class Bells {
  protected readonly words: ThreadWords;
  protected readonly me: AgentId;
  protected readonly service: Service;
  /** Where this agent woke waiters of its own; served together when the present code is done. */
  readonly #own: Set<Address> = new Set();

  constructor(words: ThreadWords, me: AgentId, service: Service) {
    this.words = words;
    this.me = me;
    this.service = service;
  }

  /** Makes sure that a ring is heard. */
  abstract listen(): void;

  /** Rings one agent: only the slot of its identity matters. */
  abstract ring(id: AgentId): void;

  /**
   * After a death: wakes every agent that waits for anything. What each then finds decides, so this is right
   * whatever the dead agent was doing.
   */
  abstract alarm(): void;

  /** This agent has blocked on its bell, and made it quiet; now its event loop goes on. */
  resume(): void {}

  /** Whether anybody waits in this agent: its event loop lives as long. */
  abstract attend(on: boolean): void;

  /** Rings every agent that may stand behind one of 16 bits: slots that are equal modulo 16. */
  ringMask(mask: number, point: Address): void {
    const { words, me } = this;
    const highest = words.load(HEADER.highestSlot);
    for (let bit = 0, rest = mask; rest !== 0; bit += 1, rest >>>= 1) {
      if ((rest & 1) === 0) continue;
      for (let slot = bit === 0 ? 16 : bit; slot <= highest; slot += 16) {
        if (slot === (me & (SLOTS - 1))) this.#serveSoon(point);
        else if (words.load(slotAddress(slot) + SLOT.state) !== FREE) this.ring(slot);
      }
    }
  }

  /** Only those at this point need a look. */
  #serveSoon(point: Address): void {
    if (this.#own.size === 0) {
      queueMicrotask(() => {
        const points = [...this.#own];
        this.#own.clear();
        for (const one of points) this.service.serve(one);
      });
    }
    this.#own.add(point);
  }
}

export class ThreadBells extends Bells {
  readonly #host: Host;
  #armed = false;

  constructor(words: ThreadWords, me: AgentId, service: Service, host: Host) {
    super(words, me, service);
    this.#host = host;
  }

  attend(on: boolean): void {
    this.#host.keepAlive(on);
  }

  listen(): void {
    if (this.#armed) return;
    this.#armed = true;
    const bell = slotAddress(this.me) + SLOT.doorbell;
    const rung = this.words.waitAsync(bell, QUIET);
    if (rung === undefined) queueMicrotask(() => this.#hear());
    else void rung.then(() => this.#hear());
  }

  #hear(): void {
    this.#armed = false;
    this.words.store(slotAddress(this.me) + SLOT.doorbell, QUIET);
    // Before the look: what is served may block, and makes the bell quiet again (sleep-on-bell.ts).
    if (this.service.isWaiting) this.listen();
    this.service.serveAll();
  }

  ring(id: AgentId): void {
    const bell = slotAddress(id) + SLOT.doorbell;
    if (this.words.exchange(bell, RUNG) === QUIET) this.words.notify(bell, ALL);
  }

  /** It is repeated for those that may have been on their way to sleep. */
  alarm(): void {
    for (const id of agents(this.words)) {
      const slot = slotAddress(id);
      if (this.words.load(slot + SLOT.waitingOn) !== 0) {
        this.words.store(slot + SLOT.alarmed, 1);
        this.#insist(id, 1);
      }
      // Not as `ring` does: the dead may have been about to notify for the ring that is there.
      this.words.store(slot + SLOT.doorbell, RUNG);
      this.words.notify(slot + SLOT.doorbell, ALL);
    }
  }

  #insist(id: AgentId, pause: number): void {
    const slot = slotAddress(id);
    const waitingOn = this.words.load(slot + SLOT.waitingOn);
    if (waitingOn === 0 || this.words.load(slot + SLOT.alarmed) === 0 || gone(this.words, id)) return;
    this.words.reach(waitingOn);
    this.words.notify(waitingOn, ALL);
    setTimeout(() => this.#insist(id, Math.min(pause * 2, LONGEST_PAUSE)), pause);
  }
}
