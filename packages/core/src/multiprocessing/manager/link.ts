/**
 * This agent's way to a manager: one connection, on which any number of calls may be under way, blocking or not.
 *
 * Each request has a number, which its answer has too. Whoever reads an answer settles the call that it is for: one that
 * blocks reads until its own has come, and all others are read by one loop as long as there are any.
 *
 * @module
 */

import { onAbort } from '../../agent/abort.ts';
import { EOFError, OSError, TimeoutError } from '../../errors.ts';
import type { Channel } from './channel.ts';
import { proxyOf, type Door, type ManagerProxy, type Reference, type Referee } from './proxy.ts';

/** An answer that is an error says so. */
export type Answer = readonly [call: number, value: unknown, failed?: true];
/** A method of an object, or of the manager itself: flat, because each array more would cost. */
export type Request = readonly [call: number, target: number, method: string, ...args: unknown[]];

/** The manager itself, among the objects. */
export const MANAGER = 0;
/** What it does; the last two for its own program alone. */
export type Deed = 'create' | 'hello' | 'cancel' | 'drop' | 'register' | 'shutdown';

interface Waiting {
  resolve(value: unknown): void;
  reject(reason: unknown): void;
}

/** How often one that blocks looks whether the manager lives, in milliseconds. */
const LOOK_MS = 500;

export class Link implements Referee {
  readonly door: Door | undefined;
  readonly #open: (link: Link) => Channel;
  readonly #isAlive: () => boolean;
  readonly #waiting: Map<number, Waiting> = new Map();
  /** Of each object: how many proxies have come by a socket, and how many of them there are. */
  readonly #proxies: Map<number, { readonly sent: number; readonly living: number }> = new Map();
  readonly #collected: FinalizationRegistry<number> = new FinalizationRegistry((id) => this.#lost(id));
  #channel: Channel | undefined;
  #last = 0;
  /** Until then its end of the channel may lie at its door, where nobody takes it any more. */
  #answered = false;
  #reading: AbortController | undefined;

  /** `isAlive`: whether the manager's process runs, as far as that can be seen from here. */
  constructor(door: Door | undefined, open: (link: Link) => Channel, isAlive: () => boolean) {
    this.door = door;
    this.#open = open;
    this.#isAlive = isAlive;
  }

  /** Aborted, it is taken back where it waits; where it is done already, its answer is given all the same. */
  async call(
    target: number,
    method: string,
    args: readonly unknown[],
    signal?: AbortSignal,
  ): Promise<unknown> {
    if (signal?.aborted === true) throw signal.reason;
    const channel = this.#connected();
    const call = (this.#last += 1);
    const answered = new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(call, { resolve, reject });
    });
    try {
      await channel.send([call, target, method, ...args] satisfies Request);
    } catch (error) {
      this.#waiting.delete(call);
      throw this.#told(error);
    }
    void this.#read(channel);
    return signal === undefined ? answered : this.#unlessAborted(call, answered, signal);
  }

  async #unlessAborted(call: number, answered: Promise<unknown>, signal: AbortSignal): Promise<unknown> {
    const cancel = (): void => {
      this.call(MANAGER, 'cancel' satisfies Deed, [call]).catch(() => {});
    };
    if (signal.aborted) cancel();
    const forget = onAbort(signal, cancel);
    try {
      return await answered;
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    } finally {
      forget();
    }
  }

  callSync(target: number, method: string, args: readonly unknown[]): unknown {
    const channel = this.#connected();
    const call = (this.#last += 1);
    const answer: { value?: readonly [boolean, unknown] } = {};
    this.#waiting.set(call, {
      resolve: (value) => (answer.value = [true, value]),
      reject: (reason) => (answer.value = [false, reason]),
    });
    try {
      channel.sendSync([call, target, method, ...args] satisfies Request);
      while (answer.value === undefined) this.#take(this.#nextSync(channel));
    } catch (error) {
      throw this.#told(error);
    } finally {
      this.#waiting.delete(call);
      this.#restIfIdle();
    }
    const [ok, value] = answer.value;
    if (!ok) throw value;
    return value;
  }

  #nextSync(channel: Channel): unknown {
    for (;;) {
      try {
        return channel.recvSync(LOOK_MS);
      } catch (error) {
        if (!(error instanceof TimeoutError) || !this.#isAlive()) throw error;
      }
    }
  }

  async #read(channel: Channel): Promise<void> {
    if (this.#reading !== undefined) return;
    const reading = new AbortController();
    this.#reading = reading;
    try {
      while (this.#waiting.size > 0) this.#take(await this.#next(channel, reading.signal));
    } catch (error) {
      if (reading.signal.aborted) return;
      const told = this.#told(error);
      for (const { reject } of this.#waiting.values()) reject(told);
      this.#waiting.clear();
    } finally {
      if (this.#reading === reading) this.#reading = undefined;
    }
  }

  async #next(channel: Channel, signal: AbortSignal): Promise<unknown> {
    while (!this.#answered) {
      try {
        return await channel.recv({ signal, timeout: LOOK_MS });
      } catch (error) {
        if (!(error instanceof TimeoutError) || !this.#isAlive()) throw error;
      }
    }
    return channel.recv({ signal });
  }

  /** Nobody reads on whose answer has been read by one that blocks: it would keep the program. */
  #restIfIdle(): void {
    if (this.#waiting.size > 0) return;
    this.#reading?.abort();
    this.#reading = undefined;
  }

  #take(message: unknown): void {
    const [call, value, failed] = message as Answer;
    const waiting = this.#waiting.get(call);
    this.#waiting.delete(call);
    this.#answered = true;
    if (failed === true) waiting?.reject(value);
    else waiting?.resolve(value);
  }

  /** To look whether it lives takes longer than to ask: its end is the end of the channel, once it has answered on it. */
  #connected(): Channel {
    if (this.#channel !== undefined) return this.#channel;
    if (!this.#isAlive()) throw this.#ended();
    this.#channel = this.#open(this);
    return this.#channel;
  }

  /** What an error of the connection is to whoever calls a method. */
  #told(error: unknown): unknown {
    const gone = error instanceof EOFError || error instanceof TimeoutError;
    return gone || (error instanceof OSError && error.code !== 'EMSGSIZE') ? this.#ended() : error;
  }

  #ended(): EOFError {
    return new EOFError('Cannot reach the manager: its process has ended');
  }

  /** What has come by a socket is kept there for this link, which says when nobody here has a proxy of it any more. */
  arrive(reference: Reference): ManagerProxy {
    const proxy = proxyOf(this, reference);
    const { id } = reference;
    const known = this.#proxies.get(id) ?? { sent: 0, living: 0 };
    this.#proxies.set(id, { sent: known.sent + 1, living: known.living + 1 });
    this.#collected.register(proxy, id);
    return proxy;
  }

  #lost(id: number): void {
    const known = this.#proxies.get(id);
    if (known === undefined) return;
    const living = known.living - 1;
    if (living > 0) return void this.#proxies.set(id, { sent: known.sent, living });
    this.#proxies.delete(id);
    if (this.#channel !== undefined)
      this.call(MANAGER, 'drop' satisfies Deed, [id, known.sent]).catch(() => {});
  }

  close(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }
}
