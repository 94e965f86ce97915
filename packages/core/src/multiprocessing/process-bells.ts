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
import type { Host } from '../host/host.ts';
import {
  agents,
  gone,
  SLICE_MS,
  SLOT,
  slotAddress,
  SLOT_BITS,
  SLOTS,
  type AgentId,
  type ProcessWords,
} from '../memory/index.ts';
import { AF_UNIX, EAGAIN, SEND_FLAGS, SOCKET_TYPE } from '../posix/constants.ts';
import type { Libc } from '../posix/libc.ts';

const QUIET = 0;
const RUNG = 1;
const ARMED = 2;
const ALL = 2 ** 31 - 1;

/** How often an agent looks that cannot be rung, in milliseconds. */
const SOCKETLESS_MS = 5;

const ONE = new Uint8Array(1);

export class ProcessBells extends Bells {
  readonly #host: Host;
  readonly #libc: Libc;
  readonly #tag: string;
  readonly #lookAround: () => void;
  /** Connections to the bells of others, by the identity that each was made to. */
  readonly #lines: Map<AgentId, number> = new Map();
  #listens: 'not yet' | 'soon' | 'yes' | 'never' = 'not yet';
  #armed = false;
  #timer: unknown;

  constructor(
    words: ProcessWords,
    me: AgentId,
    service: Service,
    host: Host,
    libc: Libc,
    tag: string,
    lookAround: () => void,
  ) {
    super(words, me, service);
    this.#host = host;
    this.#libc = libc;
    this.#tag = tag;
    this.#lookAround = lookAround;
  }

  listen(): void {
    if (this.#listens === 'not yet') this.#install();
    this.#timer ??= setTimeout(() => this.#lookSometimes(), this.#pause());
    if (this.#armed || this.#listens !== 'yes') return;
    this.#armed = true;
    const bell = slotAddress(this.me) + SLOT.doorbell;
    if (this.words.compareExchange(bell, QUIET, ARMED) === RUNG) queueMicrotask(() => this.#hear());
  }

  override rest(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  ring(slot: AgentId): void {
    const at = slotAddress(slot);
    const was = this.words.exchange(at + SLOT.doorbell, RUNG);
    if (was === ARMED) this.#send(slot);
    else if (was === QUIET) this.words.notify(at + SLOT.doorbell, ALL);
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

  #hear(): void {
    if (!this.#armed) return;
    this.#armed = false;
    this.words.store(slotAddress(this.me) + SLOT.doorbell, QUIET);
    if (this.service.isWaiting) this.listen();
    this.service.serveAll();
  }

  #lookSometimes(): void {
    this.#timer = undefined;
    this.#lookAround();
    this.service.serveAll();
    if (this.service.isWaiting) this.listen();
  }

  #pause(): number {
    return this.#listens === 'never' ? SOCKETLESS_MS : SLICE_MS;
  }

  #install(): void {
    this.#listens = 'soon';
    this.#host.processes?.listenBell(this.#name(this.me), {
      rung: () => this.#hear(),
      listening: () => this.#ready('yes'),
      failed: () => this.#ready('never'),
    });
  }

  /** Who came before the bell was there is served by a look. */
  #ready(listens: 'yes' | 'never'): void {
    this.#listens = listens;
    if (!this.service.isWaiting) return;
    this.listen();
    this.service.serveAll();
  }

  #name(id: AgentId): string {
    return `interleave/${this.#tag}/${id}`;
  }

  /** The slot's agent of this moment; a connection to one before it is of no use. */
  #send(slot: AgentId): void {
    const at = slotAddress(slot);
    const id = (slot & (SLOTS - 1)) | (this.words.load(at + SLOT.generation) << SLOT_BITS);
    let line = this.#lines.get(id);
    if (line === undefined) {
      line = this.#connect(id);
      if (line === undefined) return;
      this.#lines.set(id, line);
    }
    // Full: whoever has not read so much yet will hear. Anything else: nobody is there.
    if (this.#libc.send(line, ONE, SEND_FLAGS) < 0 && this.#libc.errno() !== EAGAIN) this.#hangUp(id, line);
  }

  #connect(id: AgentId): number | undefined {
    const libc = this.#libc;
    for (const [other, line] of this.#lines) if (gone(this.words, other)) this.#hangUp(other, line);
    const line = libc.socket(AF_UNIX, SOCKET_TYPE, 0);
    if (line < 0) return undefined;
    if (libc.connect(line, addressOf(this.#name(id))) === 0) return line;
    // Refused: it has ended. Full: so many connections wait there that it will hear.
    libc.close(line);
    return undefined;
  }

  #hangUp(id: AgentId, line: number): void {
    this.#lines.delete(id);
    this.#libc.close(line);
  }
}

/** A sockaddr_un with an abstract name. */
function addressOf(name: string): Uint8Array {
  const bytes = new TextEncoder().encode(name);
  const address = new Uint8Array(3 + bytes.length);
  address[0] = AF_UNIX;
  address.set(bytes, 3);
  return address;
}
