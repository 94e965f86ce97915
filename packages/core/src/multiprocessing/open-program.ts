/**
 * How an agent comes to the memory of processes: by what its process has, or by making it.
 *
 * What a process has is written in the memory of its threads, under a latch, so that of two threads that come first
 * at once one makes the segment and the other finds it.
 *
 * @module
 */

import { currentProgram, type Program } from '../agent/program.ts';
import { agent, currentHost } from '../agent/state.ts';
import { StateError, UnsupportedError } from '../errors.ts';
import type { ProcessHost } from '../host/host.ts';
import { enter, HEADER, leave, LIVE, SLOT, slotAddress, type ProcessWords } from '../memory/index.ts';
import { claimLife } from '../posix/claim-life.ts';
import { createSegment, joinSegment, openSegment, type Opened, type Place } from '../posix/segment.ts';
import { ProcessProgram } from './process-program.ts';

/** `off`: no SharedArrayBuffer is made over the memory of processes. */
const OVERLAY = 'INTERLEAVE_OVERLAY';

/** The descriptor or path of a segment that somebody else made. */
export type Source = number | string;

/** @throws {UnsupportedError} with the reason, where processes cannot share memory */
export function openProgram(source?: Source): ProcessProgram {
  const host = currentHost();
  const { processes } = host;
  if (processes === undefined) {
    throw new UnsupportedError(
      'Cannot use multiprocessing in a browser: pages have no memory that processes share; threading works here',
    );
  }
  const libc = processes.libc();
  const threads = currentProgram();
  const { place, words } = latched(threads, () => settle(threads, processes, source));
  const me = claimLife(words, libc, place.base);
  words.store(slotAddress(me) + SLOT.state, LIVE);
  threads.words.store(slotAddress(threads.me) + SLOT.abroad, me);
  const program = new ProcessProgram(threads, libc, words, me);
  program.sweep();
  return program;
}

function settle({ words }: Program, processes: ProcessHost, source: Source | undefined): Opened {
  const libc = processes.libc();
  const overlaid = processes.overlays && processes.setting(OVERLAY) !== 'off';
  const place = placeIn(words);
  if (place !== undefined) {
    if (source === undefined) return { place, words: openSegment(libc, place, overlaid) };
    throw new StateError(
      'Cannot join a program: this process has one of its own already; join it first of all',
    );
  }
  const opened = source === undefined ? createSegment(libc, overlaid) : joinSegment(libc, source, overlaid);
  words.store64(HEADER.segmentBase, opened.place.base);
  words.store(HEADER.segmentFd, opened.place.fd + 1);
  return opened;
}

/** Where this process has the segment, if it has one. */
export function placeIn(words: Program['words']): Place | undefined {
  const fd = words.load(HEADER.segmentFd) - 1;
  return fd < 0 ? undefined : { fd, base: words.load64(HEADER.segmentBase) };
}

function latched<T>({ words, me, host }: Program, body: () => T): T {
  enter(words, HEADER.segmentLatch, me, host.canBlock);
  try {
    return body();
  } finally {
    leave(words, HEADER.segmentLatch);
  }
}

/** The first agent of the process that made the segment is what the program begins and ends with. */
export function beRoot(words: ProcessWords, me: number): void {
  words.compareExchange(HEADER.root, 0, me);
}

agent().openProcesses = () => openProgram();
