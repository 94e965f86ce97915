/**
 * In which order the sends of one end go: that in which they were called, whichever way they wait.
 *
 * An asynchronous send that has to wait enters, and leaves when its message is on its way or it gives up; only the first
 * is tried. One that blocks has the others tried, which needs no event loop, and is tried itself when none is left.
 *
 * @module
 */

export class Turns {
  readonly #waiting: Set<object> = new Set();

  /** Whether nobody waits. */
  get free(): boolean {
    return this.#waiting.size === 0;
  }

  enter(): object {
    const turn = {};
    this.#waiting.add(turn);
    return turn;
  }

  /** One try of who has entered: none before its turn, which is over when the try succeeds. */
  try<T>(turn: object, attempt: () => T | undefined): T | undefined {
    const [first] = this.#waiting;
    const result = first === turn ? attempt() : undefined;
    if (result !== undefined) this.leave(turn);
    return result;
  }

  leave(turn: object): void {
    this.#waiting.delete(turn);
  }
}
