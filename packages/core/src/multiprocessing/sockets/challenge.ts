/**
 * How two ends of a connection prove to each other that they know the same key, which itself is never sent: CPython's
 * protocol, from 3.12 on, with SHA-256.
 *
 * One sends `#CHALLENGE#` and 40 random bytes, the other the HMAC of those; then the first says whether it was right, and
 * they change places. The bytes are new each time, so that what was heard of another connection is of no use. Before
 * both have gone through nothing is read as anything but these messages, none of which is longer than 256 bytes.
 *
 * @module
 */

import { AuthenticationError } from '../../errors.ts';
import type { Crypto } from '../../host/host.ts';
import type { Stream } from './stream.ts';

const DIGEST = '{sha256}';
const RANDOM_BYTES = 40;
const LONGEST = 256;

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const CHALLENGE = text('#CHALLENGE#');
const WELCOME = text('#WELCOME#');
const FAILURE = text('#FAILURE#');

/** What is given is sent; `undefined` asks for the next message. */
type Steps = Generator<Uint8Array | undefined, void, Uint8Array | undefined>;

/** Who spoke something else than this protocol, or ended in the middle of it: nobody who has a wrong key. */
export class Dropped extends Error {}

function* challenge({ random, sign, same }: Crypto, key: Uint8Array): Steps {
  const message = join(text(DIGEST), random(RANDOM_BYTES));
  yield join(CHALLENGE, message);
  const answer = (yield) as Uint8Array;
  if (same(answer, join(text(DIGEST), sign(key, message)))) {
    yield WELCOME;
    return;
  }
  yield FAILURE;
  throw new AuthenticationError('Cannot accept the connection: the other end has another key');
}

function* answer({ sign }: Crypto, key: Uint8Array): Steps {
  const message = (yield) as Uint8Array;
  if (!starts(message, CHALLENGE))
    throw new AuthenticationError('Cannot connect: the other end asks for no key');
  const asked = message.subarray(CHALLENGE.length);
  if (!starts(asked, text(DIGEST)) || asked.length < DIGEST.length + RANDOM_BYTES / 2) {
    throw new AuthenticationError('Cannot connect: the other end does not use SHA-256');
  }
  yield join(text(DIGEST), sign(key, asked));
  const verdict = (yield) as Uint8Array;
  if (!starts(verdict, WELCOME) || verdict.length !== WELCOME.length)
    throw new AuthenticationError('Cannot connect: the other end has another key');
}

function* both(first: Steps, second: Steps): Steps {
  yield* first;
  yield* second;
}

/** One end of a handshake. */
export class Handshake {
  readonly stream: Stream;
  readonly #steps: Steps;
  #sending: Uint8Array | undefined;
  #receiving = false;

  constructor(stream: Stream, crypto: Crypto, key: Uint8Array, role: 'listener' | 'client') {
    const [asks, tells] = [challenge(crypto, key), answer(crypto, key)];
    this.stream = stream;
    this.#steps = role === 'listener' ? both(asks, tells) : both(tells, asks);
    this.#next(undefined);
  }

  /**
   * As far as it can go now; true when both are satisfied.
   *
   * @throws {AuthenticationError} when the other end has another key
   * @throws {Dropped} when it does not speak this protocol, or is gone
   */
  advance(): boolean {
    for (;;) {
      if (this.stream.flush() === 'ended') throw new Dropped();
      if (this.#sending !== undefined) {
        const begun = this.stream.write(this.#sending, false);
        if (begun === 'ended') throw new Dropped();
        if (!begun) return false;
        this.#next(undefined);
      } else if (this.#receiving) {
        const looked = this.stream.look(LONGEST);
        if (looked === 'none') return false;
        if (typeof looked !== 'object' || looked.isValue) throw new Dropped();
        const message = looked.bytes.slice(looked.start, looked.end);
        this.stream.pass();
        this.#next(message);
      } else return this.stream.flush() === true;
    }
  }

  /** Whether it waits to send, not to receive. */
  get sends(): boolean {
    return this.#sending !== undefined || !this.#receiving;
  }

  #next(message: Uint8Array | undefined): void {
    const { value, done } = this.#steps.next(message);
    this.#sending = value ?? undefined;
    this.#receiving = done !== true && value === undefined;
  }
}

function starts(bytes: Uint8Array, beginning: Uint8Array): boolean {
  return beginning.every((byte, at) => bytes[at] === byte);
}

function join(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
