/**
 * Makes a Libc of what a runtime's foreign functions give: each adapter opens a library and names C's types in its
 * own way, and nothing more.
 *
 * @module
 */

import { UnsupportedError } from '../errors.ts';
import { ENOSYS, EPERM, O_CLOEXEC } from './constants.ts';
import type { Libc } from './libc.ts';

/** C's types, as far as they are used. `buffer` is a view, of which C gets the address. */
export type CType = 'i32' | 'u32' | 'i64' | 'u64' | 'buffer' | 'void';

export interface Signature {
  /** The function's name, where it is not the entry's: one function may be called in several ways. */
  readonly symbol?: string;
  readonly takes: readonly CType[];
  readonly gives: CType;
}

export type Functions<S> = { readonly [K in keyof S]: (...args: unknown[]) => number | bigint };

/** What an adapter has to offer. */
export interface ForeignFunctions {
  readonly platform: string;
  readonly arch: string;
  /** Whether the engine writes over the memory that it frees, also where its pages are somebody's else's by now. */
  readonly erasesFreed: boolean;
  /** Opens the C library. */
  open<S extends Readonly<Record<string, Signature>>>(signatures: S): Functions<S>;
  wrap(address: bigint, bytes: number): ArrayBuffer;
}

export const call = (gives: CType, ...takes: CType[]): Signature => ({ takes, gives });
const syscall = (...takes: CType[]): Signature => ({
  symbol: 'syscall',
  takes: ['i64', ...takes],
  gives: 'i32',
});

const SIGNATURES = {
  memmove: call('u64', 'buffer', 'u64', 'u64'),
  mmap: call('u64', 'u64', 'u64', 'i32', 'i32', 'i32', 'i64'),
  memfd_create: call('i32', 'buffer', 'u32'),
  ftruncate: call('i32', 'i32', 'i64'),
  posix_fallocate: call('i32', 'i32', 'i64', 'i64'),
  fcntl: call('i32', 'i32', 'i32', 'i32'),
  open: call('i32', 'buffer', 'i32'),
  close: call('i32', 'i32'),
  dup2: call('i32', 'i32', 'i32'),
  dup3: call('i32', 'i32', 'i32', 'i32'),
  pipe2: call('i32', 'buffer', 'i32'),
  shm_open: call('i32', 'buffer', 'i32', 'u32'),
  shm_unlink: call('i32', 'buffer'),
  futexWait: syscall('u64', 'i32', 'i32', 'buffer'),
  futexWake: syscall('u64', 'i32', 'i32'),
  futexWaitv: syscall('buffer', 'u32', 'u32', 'buffer', 'i32'),
  clock_gettime: call('i32', 'i32', 'buffer'),
  pthread_mutexattr_init: call('i32', 'buffer'),
  pthread_mutexattr_setpshared: call('i32', 'buffer', 'i32'),
  pthread_mutexattr_setrobust: call('i32', 'buffer', 'i32'),
  pthread_mutex_init: call('i32', 'u64', 'buffer'),
  pthread_mutex_trylock: call('i32', 'u64'),
  pthread_mutex_consistent: call('i32', 'u64'),
  pthread_mutex_unlock: call('i32', 'u64'),
  socket: call('i32', 'i32', 'i32', 'i32'),
  connect: call('i32', 'i32', 'buffer', 'u32'),
  send: call('i64', 'i32', 'buffer', 'u64', 'i32'),
  prctl: call('i32', 'i32', 'u64', 'u64', 'u64', 'u64'),
  getpid: call('i32'),
  getppid: call('i32'),
  gettid: call('i32'),
  kill: call('i32', 'i32', 'i32'),
  _exit: call('void', 'i32'),
  __errno_location: call('u64'),
} as const satisfies Record<string, Signature>;

/** The numbers of system calls, by processor. */
const FUTEX: Readonly<Record<string, bigint>> = { x64: 202n, arm64: 98n };
const FUTEX_WAITV = 449n;
const WAIT = 0;
const WAKE = 1;
/** A word of 32 bits, not private to the process. */
const FUTEX2_SIZE_U32 = 2n;
const CLOCK_MONOTONIC = 1;
/** In a time of seconds and nanoseconds as four halves. */
const SECONDS = 0;
const NANOS = 2;

function open(foreign: ForeignFunctions): Functions<typeof SIGNATURES> {
  try {
    return foreign.open(SIGNATURES);
  } catch (cause) {
    if (cause instanceof UnsupportedError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UnsupportedError(
      `Cannot share memory between processes: the C library does not open as glibc 2.34 or later does: ${why}`,
      { cause },
    );
  }
}

/** @throws {UnsupportedError} when this system's C library is not one that is understood */
export function bindLibc(foreign: ForeignFunctions): Libc {
  const { platform, arch } = foreign;
  const futex = FUTEX[arch];
  if (platform !== 'linux' || futex === undefined) {
    throw new UnsupportedError(
      `Cannot share memory between processes on ${platform} (${arch}): it needs Linux's futex and memfd, on x64 or arm64`,
    );
  }
  const c = open(foreign);
  const text = (value: string): Uint8Array => new TextEncoder().encode(`${value}\0`);
  const errnoAt = BigInt(c.__errno_location());
  const errnoValue = new Int32Array(1);
  const errno = (): number => {
    c.memmove(errnoValue, errnoAt, 4n);
    return errnoValue[0] as number;
  };
  // One call at a time uses them: a thread that sleeps does nothing else. Halves of 64 bits, because bigints cost.
  const time = new Uint32Array(4);
  const pair = new BigUint64Array(6);
  const expectations = new Uint32Array(pair.buffer);
  pair[2] = pair[5] = FUTEX2_SIZE_U32;
  const futexWait = (address: bigint, expected: number, ms: number): number => {
    time[SECONDS] = Math.floor(ms / 1000);
    time[NANOS] = (ms % 1000) * 1e6;
    return Number(c.futexWait(futex, address, WAIT, expected, time));
  };
  let waitsForBoth = true;
  return {
    id: `glibc-${arch}`,
    addressOf: (view) => BigInt(c.memmove(view, 0n, 0n)),
    copy: (from, into) => void c.memmove(into, from, BigInt(into.byteLength)),
    wrap: (address, bytes) => foreign.wrap(address, bytes),
    errno,
    mmap: (address, bytes, protection, flags, fd, offset) =>
      BigInt.asIntN(64, BigInt(c.mmap(address, BigInt(bytes), protection, flags, fd, BigInt(offset)))),
    memfdCreate: (name, flags) => Number(c.memfd_create(text(name), flags)),
    ftruncate: (fd, bytes) => Number(c.ftruncate(fd, BigInt(bytes))),
    fallocate: (fd, from, bytes) => Number(c.posix_fallocate(fd, BigInt(from), BigInt(bytes))),
    fcntl: (fd, command, argument) => Number(c.fcntl(fd, command, argument)),
    open: (path, flags) => Number(c.open(text(path), flags)),
    close: (fd) => Number(c.close(fd)),
    dup2: (fd, into) => Number(c.dup2(fd, into)),
    replace: (from, to) => Number(c.dup3(from, to, O_CLOEXEC)),
    pipe: (ends, flags) => Number(c.pipe2(ends, flags)),
    shmOpen: (name, flags, mode) => Number(c.shm_open(text(name), flags, mode)),
    shmUnlink: (name) => Number(c.shm_unlink(text(name))),
    futexWait,
    futexWake: (address, count) => Number(c.futexWake(futex, address, WAKE, count)),
    futexWaitBoth: (address, expected, second, secondExpected, ms) => {
      if (!waitsForBoth) return futexWait(address, expected, ms);
      expectations[0] = expected;
      pair[1] = address;
      expectations[6] = secondExpected;
      pair[4] = second;
      c.clock_gettime(CLOCK_MONOTONIC, time);
      const nanos = (time[NANOS] as number) + (ms % 1000) * 1e6;
      time[SECONDS] = (time[SECONDS] as number) + Math.floor(ms / 1000) + Math.floor(nanos / 1e9);
      time[NANOS] = nanos % 1e9;
      const result = Number(c.futexWaitv(FUTEX_WAITV, pair, 2, 0, time, CLOCK_MONOTONIC));
      if (result >= 0) return result;
      const error = errno();
      if (error !== ENOSYS && error !== EPERM) return result;
      // A kernel before 5.16, or a filter that does not know the call.
      waitsForBoth = false;
      return futexWait(address, expected, ms);
    },
    mutexInit: (address) => {
      const attributes = new BigUint64Array(8);
      c.pthread_mutexattr_init(attributes);
      c.pthread_mutexattr_setpshared(attributes, 1);
      c.pthread_mutexattr_setrobust(attributes, 1);
      return Number(c.pthread_mutex_init(address, attributes));
    },
    mutexTryLock: (address) => Number(c.pthread_mutex_trylock(address)),
    mutexConsistent: (address) => Number(c.pthread_mutex_consistent(address)),
    mutexUnlock: (address) => Number(c.pthread_mutex_unlock(address)),
    socket: (domain, type, protocol) => Number(c.socket(domain, type, protocol)),
    connect: (fd, address) => Number(c.connect(fd, address, address.length)),
    send: (fd, bytes, flags) => Number(c.send(fd, bytes, BigInt(bytes.length), flags)),
    prctl: (option, argument) => Number(c.prctl(option, argument, 0n, 0n, 0n)),
    getpid: () => Number(c.getpid()),
    getppid: () => Number(c.getppid()),
    gettid: () => Number(c.gettid()),
    kill: (pid, signal) => Number(c.kill(pid, signal)),
    exit: (code) => void c._exit(code),
  };
}
