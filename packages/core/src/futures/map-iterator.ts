/**
 * The results of a map.
 *
 * An item that fails rejects its own `next`, and the following one goes on. When the iteration ends before its time,
 * because its loop is left, the timeout passes or the signal aborts, what has not begun is cancelled.
 *
 * @module
 */

import { onAbort } from '../agent/abort.ts';
import { TimeoutError } from '../errors.ts';
import type { ChunkOutcome } from './dispatch.ts';
import { Feed, type FeedOptions, type MapCall } from './feed.ts';
import { Fifo } from './fifo.ts';
import { DONE, Failed, HandIterator, type Answer } from './hand-iterator.ts';
import { AsTheyEnd, InOrder, type MapCalls } from './map-calls.ts';
import { mapOptionsOf, type MapOptions } from './map-options.ts';

export interface MapWork extends Pick<FeedOptions, 'items' | 'argsOf' | 'submit'> {
  readonly ordered: boolean;
}

export class MapIterator<T> extends HandIterator<T> {
  readonly #feed: Feed;
  readonly #calls: MapCalls;
  /** The answers of the call that was taken last. */
  readonly #answers: Fifo<Answer<T>> = new Fifo();
  #unwatch: (() => void) | undefined;
  #given = 0;

  /** Takes the first items. An error of theirs is that of whoever maps, and then nothing is left to run. */
  constructor({ ordered, ...work }: MapWork, options: MapOptions | undefined) {
    super(options);
    const tell = (): void => this.serve();
    this.#calls = ordered ? new InOrder(tell) : new AsTheyEnd(tell);
    const made = (call: MapCall): void => {
      this.#calls.add(call);
      this.serve();
    };
    this.#feed = new Feed({ ...work, ...mapOptionsOf(options), made, ended: tell });
    const signal = options?.signal;
    if (signal?.aborted === true) this.fail(signal.reason);
    else if (signal !== undefined) this.#unwatch = onAbort(signal, () => this.fail(signal.reason));
    try {
      this.#feed.begin();
    } catch (error) {
      this.end();
      throw error;
    }
  }

  protected override take(): Answer<T> | undefined {
    const answers = this.#answers;
    if (answers.size === 0) {
      const call = this.#calls.take();
      if (call === undefined) return this.#none();
      for (const answer of answersOf<T>(call)) answers.put(answer);
    }
    const answer = answers.take();
    this.#given += 1;
    if (answers.size === 0) this.#feed.taken();
    return answer;
  }

  protected override late(): TimeoutError {
    return new TimeoutError(`The result of item ${this.#given} did not come in time`);
  }

  protected override left(): void {
    this.#unwatch?.();
    this.#feed.stop();
    this.#calls.cancel();
    while (this.#answers.size > 0) this.#answers.take();
  }

  /** There is no call that has ended: nothing yet, or nothing more. */
  #none(): Answer<T> | undefined {
    if (this.#calls.size > 0 || !this.#feed.over) return undefined;
    const error = this.#feed.takeError();
    return error === undefined ? DONE : new Failed(error.reason);
  }
}

/** One for each item of a call that has ended. */
function answersOf<T>({ future, items, chunk }: MapCall): Answer<T>[] {
  try {
    const result = future.resultSync();
    if (!chunk) return [{ done: false, value: result as T }];
    return (result as ChunkOutcome).map(([ok, value]) =>
      ok ? { done: false, value: value as T } : new Failed(value),
    );
  } catch (reason) {
    return Array.from({ length: items }, () => new Failed(reason));
  }
}
