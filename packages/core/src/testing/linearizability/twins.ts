/**
 * Primitives with one mistake each, made of sound ones: what checks histories must find them.
 *
 * @module
 */

import { sleepSync } from '../../memory/index.ts';
import { put, read, type Board } from '../board.ts';
import type { Passing } from './play-passing.ts';
import type { Taking } from './play-taking.ts';
import { SHOWN } from './window.ts';

/** How the primitive that a thread is given is spoilt. */
export type Twin = 'lets in guests' | 'shows its items';

/** Lets somebody in now and then who has not got in. */
export class LetsInGuests implements Taking {
  readonly #sound: Taking;
  #calls = 0;
  #isGuest = false;

  constructor(sound: Taking) {
    this.#sound = sound;
  }

  tryAcquire(): boolean {
    return this.#asGuest() || this.#sound.tryAcquire();
  }

  acquireSync(options?: { readonly timeout?: number }): boolean {
    return this.#asGuest() || this.#sound.acquireSync(options);
  }

  async acquire(options?: { readonly timeout?: number }): Promise<boolean> {
    return this.#asGuest() || (await this.#sound.acquire(options));
  }

  release(): void {
    if (!this.#isGuest) this.#sound.release();
    this.#isGuest = false;
  }

  #asGuest(): boolean {
    this.#calls += 1;
    if (this.#isGuest || this.#calls % 4 !== 0) return false;
    return (this.#isGuest = true);
  }
}

/** Leaves an item where the next one sees it until it is in the hands of who gets it. */
export class ShowsItsItems implements Passing {
  readonly #sound: Passing;
  readonly #board: Board;

  constructor(sound: Passing, board: Board) {
    this.#sound = sound;
    this.#board = board;
  }

  putNowait(item: number): void {
    this.#sound.putNowait(item);
  }

  putSync(item: number, options?: { readonly timeout?: number }): void {
    this.#sound.putSync(item, options);
  }

  put(item: number, options?: { readonly timeout?: number }): Promise<void> {
    return this.#sound.put(item, options);
  }

  getNowait(): number {
    return this.#shown() ?? this.#show(this.#sound.getNowait());
  }

  getSync(options?: { readonly timeout?: number }): number {
    return this.#shown() ?? this.#show(this.#sound.getSync(options));
  }

  async get(options?: { readonly timeout?: number }): Promise<number> {
    return this.#shown() ?? this.#show(await this.#sound.get(options));
  }

  #shown(): number | undefined {
    return read(this.#board, SHOWN) || undefined;
  }

  #show(item: number): number {
    put(this.#board, SHOWN, item);
    sleepSync(0.05);
    put(this.#board, SHOWN, 0);
    return item;
  }
}
