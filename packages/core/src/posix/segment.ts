/**
 * A segment: the memory that the processes of a program share.
 *
 * It is a file without a name (memfd), so nothing is left when the last process has ended, in whatever way. It cannot
 * shrink nor grow (seals), and what is used of it is reserved first, so nobody gets SIGBUS. A process maps it once,
 * for ever and for all its threads: there lie the robust mutexes that threads hold for life (in a mapping that goes
 * with its thread the kernel would not find them), and futexes are named by it.
 *
 * Beside that each agent has its own window on it: a shared WebAssembly.Memory, over whose pages the file is mapped.
 * That is a real SharedArrayBuffer of memory which other processes share. A thread makes its own rather than being
 * given its process's: whichever agent needs the segment first makes it, also a thread that was started, or made ahead,
 * before there was one, and also while everybody else blocks; all it needs are two numbers in the memory of the
 * process's threads. Where the overlay does not work, is not wanted, or would be erased with the engine's memory
 * (`ProcessHost.overlays`), the window is a plain ArrayBuffer over the process's mapping, on which everything works alike.
 *
 * @module
 */

import { UnsupportedError, VersionError } from '../errors.ts';
import {
  checkWindow,
  HEADER,
  lifeAddress,
  ProcessWords,
  SEGMENT_BYTES,
  SEGMENT_HEAP,
  SEGMENT_MAGIC,
  SEGMENT_STEP_WORDS,
  sealWindow,
  type WasmMemory,
} from '../memory/index.ts';
import {
  F_ADD_SEALS,
  F_GET_SEALS,
  F_SETFD,
  FD_CLOEXEC,
  MAP_SHARED,
  MFD_ALLOW_SEALING,
  MFD_CLOEXEC,
  O_RDWR_CLOEXEC,
  PROT_READ_WRITE,
  SEALS,
} from './constants.ts';
import { FutexSleeper, reserve } from './futex.ts';
import type { Libc } from './libc.ts';
import { OverlaidMemory } from './overlaid-memory.ts';
import { PlainMemory } from './plain-memory.ts';

/** Where a process has the segment. */
export interface Place {
  readonly fd: number;
  /** Of the mapping that is there for ever. */
  readonly base: bigint;
}

/** A segment as an agent has it. */
export interface Opened {
  readonly place: Place;
  readonly words: ProcessWords;
}

/** Makes the segment of a program. `overlaid`: with a SharedArrayBuffer as window, if that works here. */
export function createSegment(libc: Libc, overlaid: boolean): Opened {
  const fd = libc.memfdCreate('interleave', MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (fd < 0) throw refused(libc, 'memfd_create');
  try {
    if (libc.ftruncate(fd, SEGMENT_BYTES) < 0) throw refused(libc, 'ftruncate');
    const first = Math.ceil(SEGMENT_HEAP / SEGMENT_STEP_WORDS) * SEGMENT_STEP_WORDS;
    reserve(libc, fd, 0, first * 4);
    if (libc.fcntl(fd, F_ADD_SEALS, SEALS) < 0) throw refused(libc, 'fcntl(F_ADD_SEALS)');
    const place = { fd, base: map(libc, fd) };
    const words = openSegment(libc, place, overlaid, layTag);
    layLifeWords(libc, place.base, words);
    words.store(HEADER.bump, SEGMENT_HEAP);
    words.store(HEADER.reserved, first);
    words.store(HEADER.libc, idOf(libc));
    sealWindow(words, SEGMENT_MAGIC);
    return { place, words };
  } catch (error) {
    libc.close(fd);
    throw error;
  }
}

/**
 * Maps a segment that another process made: by a descriptor that was inherited, or by the path of one that a living
 * process has open, `/proc/PID/fd/N`.
 *
 * @throws {VersionError} when it is not one, or one of another version
 * @throws {UnsupportedError} when it is of another C library
 */
export function joinSegment(libc: Libc, source: number | string, overlaid: boolean): Opened {
  const fd = typeof source === 'string' ? libc.open(source, O_RDWR_CLOEXEC) : source;
  if (fd < 0) throw refused(libc, `open ${source}`);
  // Not to be inherited by what this process starts in its turn: memory would outlive the program there. Nor closed: Deno
  // keeps its own account of the descriptors that it was started with, and would take a file that it opens under a
  // number that is free again for the segment.
  if (typeof source === 'number' && libc.fcntl(fd, F_SETFD, FD_CLOEXEC) < 0)
    throw refused(libc, `descriptor ${source}`);
  // Whoever touches what is beyond the end of a file is killed.
  if (libc.fcntl(fd, F_GET_SEALS, 0) !== SEALS) {
    libc.close(fd);
    throw new VersionError('Cannot join the program: what was given as its shared memory is no segment');
  }
  const place = { fd, base: map(libc, fd) };
  const words = openSegment(libc, place, overlaid);
  checkWindow(words, SEGMENT_MAGIC);
  if (words.load(HEADER.libc) === idOf(libc)) return { place, words };
  throw new UnsupportedError(
    `Cannot join the program: its processes use another C library than this one (${libc.id})`,
  );
}

/** An agent's window on the segment that its process has mapped. */
export function openSegment(
  libc: Libc,
  place: Place,
  overlaid: boolean,
  lay: (words: ProcessWords) => void = () => {},
): ProcessWords {
  const sleeper = new FutexSleeper(libc, place);
  if (overlaid) {
    const memory = overlay(libc, place);
    const words = memory && new ProcessWords(memory, sleeper);
    if (words !== undefined) {
      lay(words);
      if (agrees(libc, place, words)) return words;
    }
  }
  const words = new ProcessWords(new PlainMemory(libc, place.base), sleeper);
  lay(words);
  return words;
}

/** Undefined where the pages cannot be replaced. */
function overlay(libc: Libc, place: Place): WasmMemory | undefined {
  try {
    return new OverlaidMemory(libc, place);
  } catch {
    // Less address space than that is left to this process, or the system maps nothing there.
    return undefined;
  }
}

/** The self-test: whether the window shows what the process's own mapping does. */
function agrees(libc: Libc, { base }: Place, words: ProcessWords): boolean {
  const tag = new Int32Array(TAG_WORDS);
  libc.copy(base + BigInt(HEADER.tag * 4), tag);
  return (
    tag.every((value, word) => words.load(HEADER.tag + word) === value) && tag.some((value) => value !== 0)
  );
}

function layTag(words: ProcessWords): void {
  for (let word = 0; word < TAG_WORDS; word += 1) words.store(HEADER.tag + word, Math.random() * 2 ** 32);
}

const TAG_WORDS = 4;

/** The program's name among the sockets of a system. */
export function tagOf(words: ProcessWords): string {
  return Array.from({ length: TAG_WORDS }, (_, word) =>
    (words.load(HEADER.tag + word) >>> 0).toString(36),
  ).join('');
}

function map(libc: Libc, fd: number): bigint {
  const base = libc.mmap(0n, SEGMENT_BYTES, PROT_READ_WRITE, MAP_SHARED, fd, 0);
  if (base === -1n) throw refused(libc, 'mmap');
  return base;
}

/** One mutex is made as the library wants it, and all others are the same. */
function layLifeWords(libc: Libc, base: bigint, words: ProcessWords): void {
  const first = lifeAddress(0);
  const error = libc.mutexInit(base + BigInt(first * 4));
  if (error !== 0)
    throw new UnsupportedError(`Cannot share memory between processes: no robust mutex (${error})`);
  for (let laid = lifeAddress(1); laid < SEGMENT_HEAP; laid += laid - first) {
    words.ints.copyWithin(laid, first, Math.min(laid, first + SEGMENT_HEAP - laid));
  }
}

/** Which C library, as a number; never 0. */
function idOf({ id }: Libc): number {
  let hash = 1;
  for (const letter of id) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) | 0;
  return hash || 1;
}

function refused(libc: Libc, what: string): UnsupportedError {
  return new UnsupportedError(
    `Cannot share memory between processes: ${what} failed with error ${libc.errno()}`,
  );
}
