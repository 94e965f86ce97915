/**
 * The way to somebody's door: connects, and proves the key.
 *
 * @module
 */

import { currentProgram, type Program } from '../../agent/program.ts';
import { EOFError, OSError } from '../../errors.ts';
import { AF_UNIX, EAGAIN } from '../../posix/constants.ts';
import { osError } from '../../posix/os-error.ts';
import { EINPROGRESS, POLLIN, POLLOUT, type SocketCalls } from '../../posix/socket-calls.ts';
import type { Wait } from '../connection/transport.ts';
import { familyOf, labelOfAddress, systemAddresses, type Address } from './address.ts';
import { Dropped, Handshake } from './challenge.ts';
import { requireCrypto } from './keys.ts';
import { socketCalls } from './socket-calls.ts';
import { SocketTransport } from './socket-transport.ts';
import { Stream } from './stream.ts';
import { untilDone, untilDoneSync, type Trying } from './waiting.ts';
import { pointOf, watchable } from './watch.ts';

/** Between two tries at a unix socket where as many wait as may, in milliseconds. */
const PAUSE_MS = 2;

/** How one waits: for what is tried, in which direction of which descriptor. Undefined when the time is up. */
type Await = <T>(fd: number, direction: 'in' | 'out', trying: Trying<T>, deadline: number) => Step<T>;
type Step<T> = Generator<Waiting, T | undefined, unknown>;

interface Waiting {
  readonly fd: number;
  readonly direction: 'in' | 'out';
  readonly trying: Trying<unknown>;
  readonly deadline: number;
}

const awaiting: Await = function* <T>(
  fd: number,
  direction: 'in' | 'out',
  trying: Trying<T>,
  deadline: number,
): Step<T> {
  return (yield { fd, direction, trying, deadline }) as T | undefined;
};

/** Undefined when the deadline passed first. */
export async function knock(
  address: Address,
  key: Uint8Array | undefined,
  wait: Wait,
): Promise<SocketTransport | undefined> {
  wait.signal?.throwIfAborted();
  const program = currentProgram();
  const owner = {};
  const steps = connection(program, address, key, wait.deadline);
  for (let step = steps.next(); ;) {
    if (step.done === true) return step.value;
    const { fd, direction, trying, deadline } = step.value;
    try {
      const point = pointOf(program, fd, direction);
      step = steps.next(await untilDone(program, owner, point, trying, { deadline, signal: wait.signal }));
    } catch (error) {
      step = steps.throw(error);
    }
  }
}

/** The same, blocking. */
export function knockSync(
  address: Address,
  key: Uint8Array | undefined,
  deadline: number,
): SocketTransport | undefined {
  const program = currentProgram();
  const steps = connection(program, address, key, deadline);
  for (let step = steps.next(); ;) {
    if (step.done === true) return step.value;
    try {
      step = steps.next(untilDoneSync(program, step.value.trying, step.value.deadline));
    } catch (error) {
      step = steps.throw(error);
    }
  }
}

/** Tries each way that a host has. */
function* connection(
  program: Program,
  address: Address,
  key: Uint8Array | undefined,
  deadline: number,
): Step<SocketTransport> {
  const calls = socketCalls();
  const label = labelOfAddress(address);
  const ways = systemAddresses(calls, address, false);
  let failure: unknown = new OSError(
    `Cannot connect to ${label}: it has no address (ENOTFOUND)`,
    'ENOTFOUND',
    0,
  );
  for (const way of ways) {
    try {
      return yield* through(program, calls, way, label, key, deadline);
    } catch (error) {
      if (!(error instanceof OSError)) throw error;
      failure = error;
    }
  }
  throw failure;
}

function* through(
  program: Program,
  calls: SocketCalls,
  way: Uint8Array,
  label: string,
  key: Uint8Array | undefined,
  deadline: number,
): Step<SocketTransport> {
  const fd = calls.socket(familyOf(way));
  if (fd < 0) throw osError(`Cannot connect to ${label}`, -fd);
  watchable(calls, fd);
  let kept = false;
  try {
    if (!(yield* reach(program, calls, fd, way, label, deadline))) return undefined;
    if (familyOf(way) !== AF_UNIX) calls.noDelay(fd);
    const stream = new Stream(calls, fd);
    if (key !== undefined && !(yield* prove(stream, key, label, deadline))) return undefined;
    kept = true;
    return new SocketTransport(calls, stream, label);
  } finally {
    if (!kept) calls.libc.close(fd);
  }
}

function* reach(
  { host }: Program,
  calls: SocketCalls,
  fd: number,
  way: Uint8Array,
  label: string,
  deadline: number,
): Step<true> {
  for (;;) {
    const result = calls.connect(fd, way);
    if (result === 0) return true;
    if (result === -EINPROGRESS) break;
    if (result !== -EAGAIN) throw osError(`Cannot connect to ${label}`, -result);
    // Nothing is rung when there is room again: so for a while for nothing.
    const pause = Math.min(host.now() + PAUSE_MS, deadline);
    yield* awaiting(fd, 'in', { attempt: () => undefined, wishes: () => [] }, pause);
    if (host.now() >= deadline) return undefined;
  }
  const entries = new Int32Array(2);
  const reached: Trying<true> = {
    attempt: () => {
      entries.set([fd, POLLOUT]);
      return calls.poll(entries, 1, 0) > 0 || undefined;
    },
    wishes: () => [{ fd, events: POLLOUT }],
  };
  if ((yield* awaiting(fd, 'out', reached, deadline)) === undefined) return undefined;
  const outcome = calls.outcomeOf(fd);
  if (outcome !== 0) throw osError(`Cannot connect to ${label}`, outcome);
  return true;
}

function* prove(stream: Stream, key: Uint8Array, label: string, deadline: number): Step<true> {
  const handshake = new Handshake(stream, requireCrypto(), key, 'client');
  const proved: Trying<true> = {
    attempt: () => handshake.advance() || undefined,
    wishes: () => [{ fd: stream.fd, events: handshake.sends ? POLLOUT : POLLIN }],
  };
  try {
    return yield* awaiting(stream.fd, 'in', proved, deadline);
  } catch (error) {
    if (!(error instanceof Dropped)) throw error;
    throw new EOFError(
      `Cannot connect to ${label}: it has ended the connection before the keys were compared`,
    );
  }
}
