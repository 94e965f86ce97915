/**
 * Takes the items of a map and makes calls of them, as many as may be under way.
 *
 * A synchronous source is read when there is room: at first by whoever called `map`, whom its error reaches. An
 * asynchronous one is read item by item, and does not wait for whoever iterates. An error that comes later, also one of
 * an executor that takes no more, ends the feed and is given after the results of the calls before it.
 *
 * @module
 */

import type { Call } from './dispatch.ts';
import type { Future } from './future.ts';

/** A call that was made for so many items. */
export interface MapCall {
  readonly future: Future<unknown>;
  readonly items: number;
  /** Whether its result is a ChunkOutcome. */
  readonly chunk: boolean;
}

export interface FeedOptions {
  readonly items: Iterable<unknown> | AsyncIterable<unknown>;
  /** The arguments that an item stands for. */
  readonly argsOf: (item: unknown, index: number) => readonly unknown[];
  readonly submit: (call: Pick<Call, 'args' | 'chunk'>) => Future<unknown>;
  readonly chunksize: number;
  readonly buffersize: number;
  /** Told of each call that was made. */
  readonly made: (call: MapCall) => void;
  /** Told when there will be no more. */
  readonly ended: () => void;
}

type Source =
  | { readonly asynchronous: true; readonly iterator: AsyncIterator<unknown> }
  | { readonly asynchronous: false; readonly iterator: Iterator<unknown> };

export class Feed {
  #options: FeedOptions | undefined;
  readonly #source: Source;
  #batch: (readonly unknown[])[] = [];
  /** How many items were taken. */
  #count = 0;
  #begun = false;
  #underWay = 0;
  #reading = false;
  #error: { readonly reason: unknown } | undefined;

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#source = sourceOf(options.items);
  }

  get over(): boolean {
    return this.#options === undefined;
  }

  /** Takes what there is room for; an error of the source is the caller's. */
  begin(): void {
    this.#read();
    this.#begun = true;
    const error = this.takeError();
    if (error !== undefined) throw error.reason;
  }

  /** What ended the feed, once. */
  takeError(): { readonly reason: unknown } | undefined {
    const error = this.#error;
    this.#error = undefined;
    return error;
  }

  /** The results of one call were taken. */
  taken(): void {
    this.#underWay -= 1;
    this.#read();
  }

  /** Takes no more, and closes the source. */
  stop(): void {
    if (this.#options === undefined) return;
    this.#options = undefined;
    this.#batch = [];
    close(this.#source);
  }

  #read(): void {
    if (this.#reading || !this.#hasRoom()) return;
    this.#reading = true;
    if (this.#source.asynchronous) return void this.#readEach(this.#source.iterator);
    try {
      const { iterator } = this.#source;
      while (this.#hasRoom()) this.#take(iterator.next());
    } catch (reason) {
      this.#fail(reason);
    }
    this.#reading = false;
  }

  async #readEach(iterator: AsyncIterator<unknown>): Promise<void> {
    try {
      while (this.#hasRoom()) this.#take(await iterator.next());
    } catch (reason) {
      this.#fail(reason);
    }
    this.#reading = false;
  }

  #hasRoom(): boolean {
    return this.#options !== undefined && this.#underWay < this.#options.buffersize;
  }

  /** Takes a step of the source, which is closed when that fails here: of its own errors it knows. */
  #take({ done, value }: IteratorResult<unknown, unknown>): void {
    const options = this.#options;
    if (options === undefined) return;
    try {
      if (done !== true) this.#batch.push(options.argsOf(value, this.#count));
      this.#count += 1;
      const { length } = this.#batch;
      if (length === options.chunksize || (done === true && length > 0)) this.#submit(options);
    } catch (reason) {
      close(this.#source);
      return this.#fail(reason);
    }
    if (done === true) this.#end();
  }

  #submit({ chunksize, submit, made }: FeedOptions): void {
    const batch = this.#batch;
    this.#batch = [];
    const one = batch[0] as readonly unknown[];
    const future = submit(chunksize === 1 ? { args: one, chunk: false } : { args: batch, chunk: true });
    this.#underWay += 1;
    made({ future, items: batch.length, chunk: chunksize > 1 });
  }

  #fail(reason: unknown): void {
    const options = this.#options;
    if (options === undefined) return;
    this.#error = { reason };
    try {
      // What was taken before the error is not lost, but where `map` itself throws it.
      if (this.#begun && this.#batch.length > 0) this.#submit(options);
    } catch {
      // The first error is the one to know of.
    }
    this.#end();
  }

  #end(): void {
    const options = this.#options;
    this.#options = undefined;
    this.#batch = [];
    options?.ended();
  }
}

function sourceOf(items: unknown): Source {
  const given = (items ?? {}) as Partial<AsyncIterable<unknown> & Iterable<unknown>>;
  if (typeof given[Symbol.asyncIterator] === 'function') {
    return { asynchronous: true, iterator: (given as AsyncIterable<unknown>)[Symbol.asyncIterator]() };
  }
  if (typeof given[Symbol.iterator] === 'function') {
    return { asynchronous: false, iterator: (given as Iterable<unknown>)[Symbol.iterator]() };
  }
  throw new TypeError(
    `Cannot map: the items must be iterable, synchronously or not, received ${items === null ? null : typeof items}`,
  );
}

/** Lets a source end that is read no further. Nobody waits for that: an asynchronous one may be at its next item. */
function close({ iterator }: Source): void {
  void (async (): Promise<void> => {
    try {
      await iterator.return?.();
    } catch {
      // There is nobody left to tell: the loop is left, or has an error of its own to report.
    }
  })();
}
