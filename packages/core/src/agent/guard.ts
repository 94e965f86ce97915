/**
 * What `hold` gives: releases once, at the end of its scope or before.
 *
 * @module
 */

export class Guard implements Disposable {
  #release: (() => void) | undefined;

  constructor(release: () => void) {
    this.#release = release;
  }

  get held(): boolean {
    return this.#release !== undefined;
  }

  /** Releases; a second time is harmless. */
  release(): void {
    const release = this.#release;
    this.#release = undefined;
    release?.();
  }

  [Symbol.dispose](): void {
    this.release();
  }
}
