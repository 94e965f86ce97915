/**
 * The codec as queues use it: one writer and one reader per agent, used again for every item, whose buffers and tables
 * are made once.
 *
 * @module
 */

import { SerializationError } from '../errors.ts';
import type { Address } from '../memory/index.ts';
import { Decoder, type HandleSink } from './decoder.ts';
import { Encoder, type HandleOwner } from './encoder.ts';
import { isStackOverflow } from './refusal.ts';
import { SHORT_TEXT } from './tags.ts';

export interface RecordOptions {
  /** What the value is called in an error: `item`. */
  readonly root: string;
  /** Gives primitives their wire form and takes their references back: the program. */
  readonly owner: HandleOwner;
}

export class RecordWriter {
  readonly #encoder: Encoder = new Encoder();
  #busy = false;

  /** The agent's writer; a fresh one while that is in use, as when `encode` of a registered class puts something. */
  static idle(): RecordWriter {
    return agentWriter.#busy ? new RecordWriter() : agentWriter;
  }

  /**
   * Gives the length of the record, which is the start of `bytes` until the next write.
   *
   * @throws {SerializationError} naming the path; then no reference is kept
   */
  write(value: unknown, options: RecordOptions): number {
    if (typeof value === 'object' && value !== null) {
      this.#busy = true;
      try {
        return this.#encoder.record(value, options);
      } finally {
        this.#busy = false;
      }
    }
    return this.#encoder.record(value, options);
  }

  /** Growth replaces it: read it after each write. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#encoder.bytes;
  }

  /** The blocks that are in flight with the record, to be given back when it is dropped. */
  get handles(): readonly Address[] {
    return this.#encoder.handles;
  }

  /** Whether an instance of a class of `defineTypes` is inside, so that reading it runs user code. */
  get custom(): boolean {
    return this.#encoder.custom;
  }
}

const agentWriter: RecordWriter = new RecordWriter();

let idle: Decoder | undefined = new Decoder();

/** The value of a record. Where it throws, the handles of the record are used up all the same. */
export function readRecord(
  bytes: Uint8Array<ArrayBuffer>,
  start: number,
  end: number,
  wrapperOf: HandleSink,
): unknown {
  const first = bytes[start] as number;
  if (first < SHORT_TEXT) return first;
  // Another reads while `decode` of a registered class gets from a queue.
  const decoder = idle ?? new Decoder();
  idle = undefined;
  try {
    return decoder.record(bytes, start, end, wrapperOf);
  } catch (error) {
    if (!isStackOverflow(error)) throw error;
    throw new SerializationError('Cannot receive the item: it is nested too deeply for this thread', 'item');
  } finally {
    idle = decoder;
  }
}
