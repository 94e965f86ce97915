/** What a generator of a registered task gives, or a Pool's `imap`, one by one: read once, by whoever reads it. */
export class SequenceObject {
  readonly #iterator: Iterator<unknown> | AsyncIterator<unknown>;

  constructor(iterator: Iterator<unknown> | AsyncIterator<unknown>) {
    this.#iterator = iterator;
  }

  async next(): Promise<{ readonly done: boolean; readonly value: unknown }> {
    const { done, value } = await this.#iterator.next();
    return { done: done === true, value };
  }
}
