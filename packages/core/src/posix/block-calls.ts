/**
 * The calls of the C library that named shared memory takes, and the guardian that sees to its end: loaded apart from
 * those that process scope begins with, because most programs need none of them.
 *
 * What fails throws an OSError with the system's name for the reason, but where it says otherwise.
 *
 * @module
 */

import { call, type ForeignFunctions } from './bind-libc.ts';
import { EAGAIN, EINTR, MAP_FIXED, MAP_SHARED, PROT_READ_WRITE } from './constants.ts';
import { osError } from './os-error.ts';
import type { Libc } from './libc.ts';

export interface BlockCalls {
  readonly libc: Libc;
  /** Opens a file by its path. */
  open(path: string, flags: number, what: string): number;
  /** A file without a name in a directory. */
  openUnnamed(directory: string, what: string): number;
  /** Opens a block by its name. */
  openBlock(name: string, what: string): number;
  /** Gives a file of {@link openUnnamed} its name. False when there is one of that name. */
  link(fd: number, path: string, what: string): boolean;
  unlinkBlock(name: string, what: string): void;
  /** How long a file is, and its number in its file system. */
  stat(fd: number, what: string): FileStat;
  /** The same by its path; undefined when there is none. */
  statPath(path: string): FileStat | undefined;
  /** Makes sure that there is memory for a file of so many bytes, which it then has at least. */
  allocate(fd: number, bytes: number, what: string): void;
  /** Maps a file's bytes; -1 where the system refuses. */
  map(fd: number, bytes: number): bigint;
  /** Puts private zeros in the place of what is mapped. */
  blank(at: bigint, bytes: number): void;
  /** Where a link of /proc leads; undefined when there is none. */
  readLink(path: string): string | undefined;
  /** False when the pipe is full. */
  write(fd: number, bytes: Uint8Array, what: string): boolean;
  read(fd: number, into: Uint8Array): number;
  /** Starts a program in a session of its own, and waits until it ends. */
  run(command: SpawnCommand, what: string): void;
}

export interface FileStat {
  readonly bytes: number;
  readonly inode: bigint;
}

export interface SpawnCommand {
  readonly path: string;
  readonly args: readonly string[];
  readonly env: readonly string[];
  /** What its standard output is, among our descriptors. */
  readonly stdout: number;
  /** What its descriptor 3 is: a file that it opens itself, to have a description of its own. */
  readonly input: string;
}

const SIGNATURES = {
  open: call('i32', 'buffer', 'i32', 'u32'),
  linkat: call('i32', 'i32', 'buffer', 'i32', 'buffer', 'i32'),
  statx: call('i32', 'i32', 'buffer', 'i32', 'u32', 'buffer'),
  readlink: call('i64', 'buffer', 'buffer', 'u64'),
  write: call('i64', 'i32', 'buffer', 'u64'),
  read: call('i64', 'i32', 'buffer', 'u64'),
  posix_spawn: call('i32', 'buffer', 'buffer', 'buffer', 'buffer', 'u64', 'u64'),
  posix_spawn_file_actions_init: call('i32', 'buffer'),
  posix_spawn_file_actions_adddup2: call('i32', 'buffer', 'i32', 'i32'),
  posix_spawn_file_actions_addopen: call('i32', 'buffer', 'i32', 'buffer', 'i32', 'u32'),
  posix_spawn_file_actions_destroy: call('i32', 'buffer'),
  posix_spawnattr_init: call('i32', 'buffer'),
  posix_spawnattr_setflags: call('i32', 'buffer', 'i32'),
  waitpid: call('i32', 'i32', 'buffer', 'i32'),
} as const;

const AT_FDCWD = -100;
const AT_SYMLINK_FOLLOW = 0x400;
const AT_EMPTY_PATH = 0x1000;
/** The inode and the size of a struct statx, and where they are in it. */
const STATX_WANTED = 0x100 | 0x200;
const STATX_INODE = 4;
const STATX_SIZE = 5;

/** O_TMPFILE, of which a part is O_DIRECTORY; with O_RDWR and O_CLOEXEC. */
const UNNAMED: Readonly<Record<string, number>> = { x64: 0o22200002, arm64: 0o22040002 };
const O_RDWR_CLOEXEC = 0o2000002;
const OWNER_ONLY = 0o600;
const MAP_PRIVATE_ANONYMOUS = 0x22;
const POSIX_SPAWN_SETSID = 0x80;
/** More than glibc's types for what a process is to be spawned with have. */
const OPAQUE_BYTES = 512;

const EEXIST = 17;

export function bindBlockCalls(foreign: ForeignFunctions, libc: Libc): BlockCalls {
  const c = foreign.open(SIGNATURES);
  const text = (value: string): Uint8Array => new TextEncoder().encode(`${value}\0`);
  const check = (result: number | bigint, what: string): number => {
    if (Number(result) >= 0) return Number(result);
    throw osError(what, libc.errno());
  };
  const checkZero = (error: number | bigint, what: string): void => {
    if (Number(error) !== 0) throw osError(what, Number(error));
  };
  const statInto = (fd: number, path: string): { readonly result: number } & FileStat => {
    const out = new BigUint64Array(32);
    const result = Number(c.statx(fd, text(path), path === '' ? AT_EMPTY_PATH : 0, STATX_WANTED, out));
    return { result, inode: out[STATX_INODE] as bigint, bytes: Number(out[STATX_SIZE]) };
  };
  const open = (path: string, flags: number, mode: number, what: string): number =>
    check(c.open(text(path), flags, mode), what);
  return {
    libc,
    open: (path, flags, what) => open(path, flags, 0, what),
    openUnnamed: (directory, what) => open(directory, UNNAMED[foreign.arch] ?? 0, OWNER_ONLY, what),
    openBlock: (name, what) => check(libc.shmOpen(`/${name}`, O_RDWR_CLOEXEC, OWNER_ONLY), what),
    link: (fd, path, what) => {
      const from = text(`/proc/self/fd/${fd}`);
      if (Number(c.linkat(AT_FDCWD, from, AT_FDCWD, text(path), AT_SYMLINK_FOLLOW)) === 0) return true;
      const error = libc.errno();
      if (error === EEXIST) return false;
      throw osError(what, error);
    },
    unlinkBlock: (name, what) => void check(libc.shmUnlink(`/${name}`), what),
    stat: (fd, what) => {
      const stat = statInto(fd, '');
      check(stat.result, what);
      return stat;
    },
    statPath: (path) => {
      const stat = statInto(AT_FDCWD, path);
      return stat.result < 0 ? undefined : stat;
    },
    allocate: (fd, bytes, what) => {
      let error: number;
      do error = libc.fallocate(fd, 0, bytes);
      while (error === EINTR);
      checkZero(error, what);
    },
    map: (fd, bytes) => libc.mmap(0n, bytes, PROT_READ_WRITE, MAP_SHARED, fd, 0),
    blank: (at, bytes) => {
      libc.mmap(at, bytes, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS | MAP_FIXED, -1, 0);
    },
    readLink: (path) => {
      const out = new Uint8Array(256);
      const length = Number(c.readlink(text(path), out, 256n));
      return length < 0 ? undefined : new TextDecoder().decode(out.subarray(0, length));
    },
    write: (fd, bytes, what) => {
      if (Number(c.write(fd, bytes, BigInt(bytes.length))) >= 0) return true;
      const error = libc.errno();
      if (error === EAGAIN) return false;
      throw osError(what, error);
    },
    read: (fd, into) => Number(c.read(fd, into, BigInt(into.length))),
    run: ({ path, args, env, stdout, input }, what) => {
      const actions = new Uint8Array(OPAQUE_BYTES);
      const attributes = new Uint8Array(OPAQUE_BYTES);
      const pid = new Int32Array(1);
      const lists = pointers(libc, [args, env]);
      c.posix_spawn_file_actions_init(actions);
      c.posix_spawn_file_actions_adddup2(actions, stdout, 1);
      // To itself, so that it is inherited: Node leaves nothing to be inherited.
      c.posix_spawn_file_actions_adddup2(actions, 2, 2);
      c.posix_spawn_file_actions_addopen(actions, 3, text(input), 0, 0);
      c.posix_spawn_file_actions_addopen(actions, 0, text('/dev/null'), 0, 0);
      c.posix_spawnattr_init(attributes);
      c.posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSID);
      const [argv, envp] = lists.starts;
      const error = c.posix_spawn(pid, text(path), actions, attributes, argv, envp);
      c.posix_spawn_file_actions_destroy(actions);
      lists.done();
      checkZero(error, what);
      while (Number(c.waitpid(pid[0] as number, new Int32Array(1), 0)) < 0 && libc.errno() === EINTR);
    },
  };
}

/** Lists of C's strings, as addresses in memory that does not move. */
function pointers(
  libc: Libc,
  lists: readonly (readonly string[])[],
): { readonly starts: readonly bigint[]; done(): void } {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const bytes = new Uint8Array(memory.buffer);
  const addresses = new BigUint64Array(memory.buffer);
  const base = libc.addressOf(bytes);
  let entry = 0;
  let end = 1024;
  const starts = lists.map((list) => {
    const start = base + BigInt(entry * 8);
    for (const item of list) {
      const encoded = new TextEncoder().encode(`${item}\0`);
      bytes.set(encoded, end);
      addresses[entry] = base + BigInt(end);
      entry += 1;
      end += encoded.length;
    }
    entry += 1;
    return start;
  });
  // Until then they are in use.
  return { starts, done: () => void bytes.fill(0, 0, 8) };
}
