/**
 * The few calls of the C library that process scope is made of, the same over every runtime's foreign functions.
 *
 * Addresses are bigints, as every runtime takes them. What fails gives a negative number, as in C, and says why by
 * `errno`, which is this thread's and is to be read next.
 *
 * @module
 */

export interface Libc {
  /** Which library, and for which processor: what two processes must have in common to share life words. */
  readonly id: string;
  /** Where a view's bytes are. Good for memory that does not move: a WebAssembly.Memory's. */
  addressOf(view: ArrayBufferView): bigint;
  /** Copies foreign memory into a view. */
  copy(from: bigint, into: ArrayBufferView): void;
  /** A plain ArrayBuffer over foreign memory, which must stay mapped for ever. */
  wrap(address: bigint, bytes: number): ArrayBuffer;
  errno(): number;

  /** A file from `offset` on, or -1. */
  mmap(address: bigint, bytes: number, protection: number, flags: number, fd: number, offset: number): bigint;
  memfdCreate(name: string, flags: number): number;
  ftruncate(fd: number, bytes: number): number;
  /** Makes sure that there is memory for these bytes; gives an error's number itself, 0 when it went well. */
  fallocate(fd: number, from: number, bytes: number): number;
  fcntl(fd: number, command: number, argument: number): number;
  /** Without a mode: it makes no files. */
  open(path: string, flags: number): number;
  close(fd: number): number;
  /** Makes one descriptor what another is. */
  dup2(fd: number, into: number): number;
  /** Makes `to` another name of what `from` is, at once, whatever it was; not inherited. */
  replace(from: number, to: number): number;
  /** Both ends of a new pipe, the reading one first. */
  pipe(ends: Int32Array, flags: number): number;
  shmOpen(name: string, flags: number, mode: number): number;
  shmUnlink(name: string): number;

  /** Sleeps while the word is `expected`, for at most so many milliseconds. */
  futexWait(address: bigint, expected: number, ms: number): number;
  futexWake(address: bigint, count: number): number;
  /** Sleeps while both words are what is expected of them. */
  futexWaitBoth(
    address: bigint,
    expected: number,
    second: bigint,
    secondExpected: number,
    ms: number,
  ): number;

  /** A robust mutex among processes. */
  mutexInit(address: bigint): number;
  /** These give an error's number themselves. */
  mutexTryLock(address: bigint): number;
  mutexConsistent(address: bigint): number;
  mutexUnlock(address: bigint): number;

  socket(domain: number, type: number, protocol: number): number;
  connect(fd: number, address: Uint8Array): number;
  send(fd: number, bytes: Uint8Array, flags: number): number;

  prctl(option: number, argument: bigint): number;
  getpid(): number;
  getppid(): number;
  /** The kernel's identifier of this thread. */
  gettid(): number;
  kill(pid: number, signal: number): number;
  /** Ends the process, at once and whatever thread asks. */
  exit(code: number): void;
}
