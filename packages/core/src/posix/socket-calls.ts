/**
 * The calls of the C library that sockets take: loaded apart, as most programs need none of them. No call waits but
 * `poll`. What fails gives minus the error's number.
 *
 * @module
 */

import { call, type ForeignFunctions } from './bind-libc.ts';
import { EINTR } from './constants.ts';
import type { Libc } from './libc.ts';

export interface SocketCalls {
  readonly libc: Libc;
  /** A stream socket that does not block and is not inherited. */
  socket(family: number): number;
  bind(fd: number, address: Uint8Array): number;
  listen(fd: number, backlog: number): number;
  accept(fd: number): number;
  connect(fd: number, address: Uint8Array): number;
  /** Ends it in both directions for whoever has it, at once: to close it does so only when nobody waits for it. */
  shutdown(fd: number): void;
  /** How the connecting has ended: 0 when well. */
  outcomeOf(fd: number): number;
  /** Lets an address be used again that was in use a moment ago; turns off that small messages wait for each other. */
  reuseAddress(fd: number): void;
  noDelay(fd: number): void;
  /** The address of this end, or of the other. */
  nameOf(fd: number, end: 'this' | 'other'): Uint8Array;
  /** The user that the other end of a unix socket belongs to. */
  userOf(fd: number): number;
  ownUser(): number;
  read(fd: number, into: Uint8Array): number;
  write(fd: number, bytes: Uint8Array): number;
  /** The same of a pipe. */
  readPipe(fd: number, into: Uint8Array): number;
  writePipe(fd: number, bytes: Uint8Array): number;
  /** Waits until a file of `entries` (a pollfd each) is ready, for at most so many milliseconds. */
  poll(entries: Int32Array, count: number, ms: number): number;
  pipe(ends: Int32Array): number;
  unlink(path: string): number;
  /** The addresses of a host, the likeliest first; a reason where there are none. Asks the network where it must. */
  resolve(host: string, port: number, passive: boolean): Uint8Array[] | string;
}

export const AF_INET = 2;
export const AF_INET6 = 10;
export const POLLIN = 1;
export const POLLOUT = 4;
export const EADDRINUSE = 98;
export const ECONNRESET = 104;
export const EINPROGRESS = 115;

const SIGNATURES = {
  socket: call('i32', 'i32', 'i32', 'i32'),
  bind: call('i32', 'i32', 'buffer', 'u32'),
  listen: call('i32', 'i32', 'i32'),
  accept4: call('i32', 'i32', 'u64', 'u64', 'i32'),
  connect: call('i32', 'i32', 'buffer', 'u32'),
  shutdown: call('i32', 'i32', 'i32'),
  getsockopt: call('i32', 'i32', 'i32', 'i32', 'buffer', 'buffer'),
  setsockopt: call('i32', 'i32', 'i32', 'i32', 'buffer', 'u32'),
  getsockname: call('i32', 'i32', 'buffer', 'buffer'),
  getpeername: call('i32', 'i32', 'buffer', 'buffer'),
  geteuid: call('u32'),
  recv: call('i64', 'i32', 'buffer', 'u64', 'i32'),
  read: call('i64', 'i32', 'buffer', 'u64'),
  write: call('i64', 'i32', 'buffer', 'u64'),
  send: call('i64', 'i32', 'buffer', 'u64', 'i32'),
  poll: call('i32', 'buffer', 'u64', 'i32'),
  pipe2: call('i32', 'buffer', 'i32'),
  unlink: call('i32', 'buffer'),
  getaddrinfo: call('i32', 'buffer', 'buffer', 'buffer', 'buffer'),
  freeaddrinfo: call('void', 'u64'),
} as const;

const SOCK_STREAM = 1;
const NONBLOCK_CLOEXEC = 0o4000 | 0o2000000;
const MSG_NOSIGNAL = 0x4000;
const SHUT_RDWR = 2;
const SOL_SOCKET = 1;
const SO_REUSEADDR = 2;
const SO_ERROR = 4;
const SO_PEERCRED = 17;
const IPPROTO_TCP = 6;
const TCP_NODELAY = 1;
const AI_PASSIVE = 1;
/** Of a struct sockaddr_storage. */
const ADDRESS_BYTES = 128;
/** Of a struct addrinfo; where it has the length of its address, the address, and the next. */
const INFO_BYTES = 48;
const INFO_LENGTH = 16;
const INFO_ADDRESS = 24;
const INFO_NEXT = 40;

export function bindSocketCalls(foreign: ForeignFunctions, libc: Libc): SocketCalls {
  const c = foreign.open(SIGNATURES);
  const text = (value: string): Uint8Array => new TextEncoder().encode(`${value}\0`);
  /** Again where a signal came in between. */
  const told = (act: () => number | bigint): number => {
    for (;;) {
      const result = Number(act());
      if (result >= 0) return result;
      const error = libc.errno();
      if (error !== EINTR) return -error;
    }
  };
  const set = (fd: number, level: number, option: number): void => {
    c.setsockopt(fd, level, option, Int32Array.of(1), 4);
  };
  const get = (fd: number, option: number, words: number): Int32Array => {
    const value = new Int32Array(words);
    c.getsockopt(fd, SOL_SOCKET, option, value, Uint32Array.of(words * 4));
    return value;
  };
  return {
    libc,
    socket: (family) => told(() => c.socket(family, SOCK_STREAM | NONBLOCK_CLOEXEC, 0)),
    bind: (fd, address) => told(() => c.bind(fd, address, address.length)),
    listen: (fd, backlog) => told(() => c.listen(fd, backlog)),
    accept: (fd) => told(() => c.accept4(fd, 0n, 0n, NONBLOCK_CLOEXEC)),
    connect: (fd, address) => told(() => c.connect(fd, address, address.length)),
    shutdown: (fd) => void c.shutdown(fd, SHUT_RDWR),
    outcomeOf: (fd) => get(fd, SO_ERROR, 1)[0] as number,
    reuseAddress: (fd) => set(fd, SOL_SOCKET, SO_REUSEADDR),
    noDelay: (fd) => set(fd, IPPROTO_TCP, TCP_NODELAY),
    nameOf: (fd, end) => {
      const address = new Uint8Array(ADDRESS_BYTES);
      const length = Uint32Array.of(ADDRESS_BYTES);
      const failed = Number((end === 'this' ? c.getsockname : c.getpeername)(fd, address, length)) < 0;
      return failed ? new Uint8Array() : address.subarray(0, length[0]);
    },
    userOf: (fd) => get(fd, SO_PEERCRED, 3)[1] as number,
    ownUser: () => Number(c.geteuid()),
    read: (fd, into) => told(() => c.recv(fd, into, BigInt(into.length), 0)),
    write: (fd, bytes) => told(() => c.send(fd, bytes, BigInt(bytes.length), MSG_NOSIGNAL)),
    readPipe: (fd, into) => told(() => c.read(fd, into, BigInt(into.length))),
    writePipe: (fd, bytes) => told(() => c.write(fd, bytes, BigInt(bytes.length))),
    poll: (entries, count, ms) => Number(c.poll(entries, BigInt(count), ms)),
    pipe: (ends) => told(() => c.pipe2(ends, NONBLOCK_CLOEXEC)),
    unlink: (path) => told(() => c.unlink(text(path))),
    resolve: (host, port, passive) => {
      const hints = new Int32Array(INFO_BYTES / 4);
      hints[0] = passive ? AI_PASSIVE : 0;
      hints[2] = SOCK_STREAM;
      const first = new BigUint64Array(1);
      const failed = Number(c.getaddrinfo(text(host), text(String(port)), hints, first));
      if (failed !== 0) return `the name is not known (${failed})`;
      const found: Uint8Array[] = [];
      const info = new Uint8Array(INFO_BYTES);
      const fields = new DataView(info.buffer);
      for (let at = first[0] as bigint; at !== 0n; at = fields.getBigUint64(INFO_NEXT, true)) {
        libc.copy(at, info);
        const address = new Uint8Array(fields.getUint32(INFO_LENGTH, true));
        libc.copy(fields.getBigUint64(INFO_ADDRESS, true), address);
        found.push(address);
      }
      c.freeaddrinfo(first[0]);
      return found;
    },
  };
}
