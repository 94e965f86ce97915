/**
 * Where connections come in: a listening socket, and those that are about to prove that they know the key.
 *
 * All of these go on beside each other whenever somebody accepts, each as far as it can without waiting. Whoever says nothing,
 * or something else, is in nobody's way: it has HANDSHAKE_MS, and where there are MOST the one that came first has to go.
 * Who speaks the protocol with another key is told to whoever accepts, as by Python; who does not speak it is dropped.
 *
 * @module
 */

import { currentProgram, type Program } from '../../agent/program.ts';
import { currentHost } from '../../agent/state.ts';
import { AuthenticationError, OSError } from '../../errors.ts';
import type { Address as Word } from '../../memory/index.ts';
import { AF_UNIX, EAGAIN } from '../../posix/constants.ts';
import { osError } from '../../posix/os-error.ts';
import { POLLIN, POLLOUT, type SocketCalls } from '../../posix/socket-calls.ts';
import type { Wait } from '../connection/transport.ts';
import { familyOf, fromSystem, labelOfAddress, systemAddresses, type BoundAddress } from './address.ts';
import { Dropped, Handshake } from './challenge.ts';
import { requireCrypto } from './keys.ts';
import { socketCalls } from './socket-calls.ts';
import { SocketTransport } from './socket-transport.ts';
import { Stream } from './stream.ts';
import { untilDone, untilDoneSync, type Trying } from './waiting.ts';
import { forget, pointOf, watchable, type Wish } from './watch.ts';

const HANDSHAKE_MS = 10_000;
const MOST = 256;
const ECONNABORTED = 103;

interface Pending {
  readonly handshake: Handshake;
  readonly from: string;
  readonly until: number;
}

/** Somebody who was let in, and where from. */
export interface Guest {
  readonly transport: SocketTransport;
  readonly from: string | undefined;
}

export class Door {
  readonly address: BoundAddress;
  readonly #program: Program = currentProgram();
  readonly #calls: SocketCalls = socketCalls();
  readonly #key: Uint8Array | undefined;
  readonly #fd: number;
  readonly #own: boolean;
  readonly #release: () => void;
  readonly #pending: Set<Pending> = new Set();
  readonly #done: (Guest | AuthenticationError)[] = [];
  #cancel: (() => void) | undefined;
  #closed = false;

  /** `own`: only for this user's processes, where the system tells. */
  constructor(address: BoundAddress, key: Uint8Array | undefined, backlog: number, own: boolean) {
    this.#key = key;
    this.#own = own;
    const what = `Cannot listen at ${labelOfAddress(address)}`;
    const [first] = systemAddresses(this.#calls, address, true);
    if (first === undefined) throw new OSError(`${what}: it has no address (ENOTFOUND)`, 'ENOTFOUND', 0);
    this.#fd = open(this.#calls, familyOf(first), what);
    try {
      if (familyOf(first) !== AF_UNIX) this.#calls.reuseAddress(this.#fd);
      check(this.#calls.bind(this.#fd, first), what);
      check(this.#calls.listen(this.#fd, backlog), what);
    } catch (error) {
      this.#calls.libc.close(this.#fd);
      throw error;
    }
    this.address = fromSystem(this.#calls.nameOf(this.#fd, 'this')) ?? address;
    this.#release = releaseOf(this.#calls, this.#fd, this.address);
    forgotten.register(this, this.#release, this);
  }

  /** Undefined when the deadline passed first. */
  accept(wait: Wait): Promise<Guest | undefined> {
    return untilDone(this.#program, this, this.#point, this.#accepting, wait);
  }

  acceptSync(deadline: number): Guest | undefined {
    return untilDoneSync(this.#program, this.#accepting, deadline);
  }

  /** Whether somebody can be let in now, or refused. */
  get ready(): boolean {
    if (this.#closed) return true;
    this.#goOn();
    return this.#done.length > 0;
  }

  async whenReady(wait: Wait): Promise<boolean> {
    const trying = { ...this.#accepting, attempt: () => this.ready || undefined };
    return (await untilDone(this.#program, this, this.#point, trying, wait)) ?? false;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#cancel?.();
    this.#program.waits.serve(this.#point);
    for (const pending of this.#pending) this.#drop(pending);
    for (const one of this.#done) if (!(one instanceof AuthenticationError)) one.transport.close();
    forgotten.unregister(this);
    this.#calls.shutdown(this.#fd);
    forget(this.#program, this.#fd);
    this.#release();
  }

  readonly #accepting: Trying<Guest> = {
    attempt: () => {
      if (!this.ready) return undefined;
      if (this.#closed)
        throw new OSError('Cannot accept a connection: the listener is closed (EBADF)', 'EBADF', 9);
      const one = this.#done.shift();
      if (one instanceof AuthenticationError) throw one;
      return one;
    },
    wishes: (): Wish[] => [
      { fd: this.#fd, events: POLLIN },
      ...[...this.#pending].map(({ handshake }) => ({
        fd: handshake.stream.fd,
        events: handshake.sends ? POLLOUT : POLLIN,
      })),
    ],
  };

  get #point(): Word {
    return pointOf(this.#program, this.#fd, 'in');
  }

  #goOn(): void {
    while (this.#meet());
    const now = this.#program.host.now();
    for (const pending of this.#pending) {
      if (pending.until <= now) this.#drop(pending);
      else this.#advance(pending);
    }
    this.#seeToTheSilent();
  }

  /** Takes one that knocks; false when nobody does. */
  #meet(): boolean {
    const fd = this.#calls.accept(this.#fd);
    if (fd === -EAGAIN) return false;
    if (fd === -ECONNABORTED) return true;
    check(fd, 'Cannot accept a connection');
    if (this.#own && this.#calls.userOf(fd) !== this.#calls.ownUser()) this.#calls.libc.close(fd);
    else this.#greet(watchable(this.#calls, fd));
    return true;
  }

  #greet(fd: number): void {
    const address = fromSystem(this.#calls.nameOf(fd, 'other'));
    const from = address === undefined ? '' : labelOfAddress(address);
    if (typeof this.address === 'object') this.#calls.noDelay(fd);
    const stream = new Stream(this.#calls, fd);
    if (this.#key === undefined) return this.#letIn(stream, from);
    const handshake = new Handshake(stream, requireCrypto(), this.#key, 'listener');
    const pending: Pending = { handshake, from, until: this.#program.host.now() + HANDSHAKE_MS };
    this.#pending.add(pending);
    const [first] = this.#pending;
    if (this.#pending.size > MOST && first !== undefined) this.#drop(first);
  }

  #advance(pending: Pending): void {
    try {
      if (!pending.handshake.advance()) return;
      this.#pending.delete(pending);
      this.#letIn(pending.handshake.stream, pending.from);
    } catch (error) {
      this.#drop(pending);
      if (error instanceof AuthenticationError) this.#done.push(error);
      else if (!(error instanceof Dropped) && !(error instanceof OSError)) throw error;
    }
  }

  #letIn(stream: Stream, from: string): void {
    const label = from === '' ? labelOfAddress(this.address) : from;
    this.#done.push({
      transport: new SocketTransport(this.#calls, stream, label),
      from: from === '' ? undefined : from,
    });
  }

  #drop(pending: Pending): void {
    this.#pending.delete(pending);
    this.#calls.libc.close(pending.handshake.stream.fd);
  }

  /** Whoever says nothing has to go also when nobody else comes. */
  #seeToTheSilent(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const [first] = this.#pending;
    if (first === undefined) return;
    this.#cancel = this.#program.waits.at(first.until, () => {
      this.#cancel = undefined;
      for (const pending of this.#pending) if (pending.until <= this.#program.host.now()) this.#drop(pending);
    });
  }
}

/** What a listener leaves when it is closed, forgotten, or ends with its agent: nothing. */
function releaseOf(calls: SocketCalls, fd: number, address: BoundAddress): () => void {
  const isFile = typeof address === 'string' && !address.startsWith('\0');
  const release = (): void => {
    if (isFile) calls.unlink(address);
    leaving.delete(release);
    calls.libc.close(fd);
  };
  if (!isFile) return release;
  if (leaving.size === 0) currentHost().onExit(() => leaving.forEach((leave) => leave()));
  leaving.add(release);
  return release;
}

const leaving = new Set<() => void>();
const forgotten: FinalizationRegistry<() => void> = new FinalizationRegistry((release) => release());

function check(result: number, what: string): void {
  if (result < 0) throw osError(what, -result);
}

function open(calls: SocketCalls, family: number, what: string): number {
  const fd = calls.socket(family);
  check(fd, what);
  return watchable(calls, fd);
}
