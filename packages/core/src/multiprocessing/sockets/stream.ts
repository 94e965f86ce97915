/**
 * Messages over a socket that does not block, framed as CPython's connections frame theirs: a length of 32 bits, the
 * highest byte first, then so many bytes. A value of this library, which Python has no use for, has a negative one: −2
 * less its length.
 *
 * What is read grows with what has come, not with what a header promises, which may be a lie. Of a message that the system
 * has taken a part of the rest is kept, and goes before anything else.
 *
 * @module
 */

import { OSError } from '../../errors.ts';
import { EAGAIN, EPIPE } from '../../posix/constants.ts';
import { osError } from '../../posix/os-error.ts';
import { ECONNRESET, type SocketCalls } from '../../posix/socket-calls.ts';

const HEADER = 4;
const CHUNK = 65_536;
/** No message is longer, whoever promises one. */
export const LONGEST: number = 2 ** 30;

/** A message that is here whole, in `bytes` from `start` to `end`. */
export interface Frame {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly start: number;
  readonly end: number;
  readonly isValue: boolean;
}

/** `none`: it is not here yet. `ended`: nothing more will come. */
export type Looked = Frame | 'none' | 'ended' | 'too long';

export class Stream {
  readonly #calls: SocketCalls;
  readonly fd: number;
  #bytes: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  #from = 0;
  #to = 0;
  #ended = false;
  #rest: Uint8Array | undefined;

  constructor(calls: SocketCalls, fd: number) {
    this.#calls = calls;
    this.fd = fd;
  }

  /** The next message, which stays the next until it is passed. Never waits. */
  look(limit: number): Looked {
    for (;;) {
      const header = this.#header();
      const size = header === undefined ? 0 : lengthOf(header);
      if (size > Math.min(limit, LONGEST)) return 'too long';
      if (header !== undefined && this.#to - this.#from >= HEADER + size) {
        const start = this.#from + HEADER;
        return { bytes: this.#bytes, start, end: start + size, isValue: header < 0 };
      }
      if (this.#ended) return 'ended';
      if (!this.#fill(size)) return this.#ended ? 'ended' : 'none';
    }
  }

  /** How long the next message says it is; undefined while it has not begun. */
  get promised(): number | undefined {
    const header = this.#header();
    return header === undefined ? undefined : lengthOf(header);
  }

  /** The message that was looked at is used up. */
  pass(): void {
    this.#from += HEADER + (this.promised ?? 0);
    if (this.#from < this.#to) return;
    this.#from = this.#to = 0;
    if (this.#bytes.length > CHUNK) this.#bytes = new Uint8Array(CHUNK);
  }

  #header(): number | undefined {
    if (this.#to - this.#from < HEADER) return undefined;
    return new DataView(this.#bytes.buffer).getInt32(this.#from);
  }

  /** Whether anything has come. */
  #fill(size: number): boolean {
    if (this.#to === this.#bytes.length) this.#makeRoom(size);
    const count = this.#calls.read(this.fd, this.#bytes.subarray(this.#to));
    if (count > 0) {
      this.#to += count;
      return true;
    }
    if (count === -EAGAIN) return false;
    // Its end, or who was there has died in the middle of something.
    if (count === 0 || count === -ECONNRESET || count === -EPIPE) this.#ended = true;
    else throw osError('Cannot receive', -count);
    return false;
  }

  /** For all of the message, or for as much again as has come of it. */
  #makeRoom(size: number): void {
    const held = this.#bytes.subarray(this.#from, this.#to);
    const wanted = Math.max(CHUNK, Math.min(HEADER + size, held.length * 2));
    const roomy = wanted <= this.#bytes.length ? this.#bytes : new Uint8Array(wanted);
    roomy.set(held);
    this.#to = held.length;
    this.#bytes = roomy;
    this.#from = 0;
  }

  /** Whether a message is on its way: its rest goes out by `flush`. False when nothing of it could be taken. */
  write(bytes: Uint8Array, isValue: boolean): boolean | 'ended' {
    const flushed = this.flush();
    if (flushed !== true) return flushed;
    if (bytes.length > LONGEST) {
      throw new OSError(
        `Cannot send: ${bytes.length} bytes are more than ${LONGEST} (EMSGSIZE)`,
        'EMSGSIZE',
        90,
      );
    }
    const whole = new Uint8Array(HEADER + bytes.length);
    new DataView(whole.buffer).setInt32(0, isValue ? -2 - bytes.length : bytes.length);
    whole.set(bytes, HEADER);
    const count = this.#push(whole);
    if (typeof count !== 'number') return count;
    if (count === 0) return false;
    if (count < whole.length) this.#rest = whole.subarray(count);
    return true;
  }

  /** Sends what is left of the message that is on its way; true when nothing is. */
  flush(): boolean | 'ended' {
    while (this.#rest !== undefined) {
      const count = this.#push(this.#rest);
      if (typeof count !== 'number') return count;
      if (count === 0) return false;
      this.#rest = count < this.#rest.length ? this.#rest.subarray(count) : undefined;
    }
    return true;
  }

  #push(bytes: Uint8Array): number | 'ended' {
    const count = this.#calls.write(this.fd, bytes);
    if (count >= 0) return count;
    if (count === -EAGAIN) return 0;
    if (count === -EPIPE || count === -ECONNRESET) return 'ended';
    throw osError('Cannot send', -count);
  }
}

/** Python's −1 says that a longer length follows, which is too long here. */
function lengthOf(header: number): number {
  if (header >= 0) return header;
  return header === -1 ? Infinity : -2 - header;
}
