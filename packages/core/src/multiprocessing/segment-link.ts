/**
 * What a process is started with, as far as memory goes: the segment, and values that may have its primitives in them.
 *
 * The agent that starts processes passes {@link currentSegmentFd} on as a descriptor of the child (`stdio[3]`), and
 * what {@link encodeForProcess} gave. The child's entry calls {@link joinSegment} before any user code, then
 * {@link decodeFromProcess}.
 *
 * @module
 */

import { processProgram } from '../agent/scope.ts';
import { currentProgram } from '../agent/program.ts';
import { agent } from '../agent/state.ts';
import { StateError } from '../errors.ts';
import { decode } from '../wire/decode.ts';
import { encode } from '../wire/encode.ts';
import { beRoot, openProgram, placeIn, type Source } from './open-program.ts';
import type { ProcessProgram } from './process-program.ts';
import { layTracker } from './tracker.ts';

/**
 * The descriptor of the segment in this process, which is not inherited by itself. The program's segment is made if
 * there is none: then the caller is the agent whose end is the end of the program, so it must be one that lives as long
 * as its process.
 */
export function currentSegmentFd(): number {
  const program = ours();
  beRoot(program.words, program.me);
  layTracker(program, program.libc);
  const place = placeIn(currentProgram().words);
  if (place !== undefined) return place.fd;
  throw new StateError('Cannot share memory with a process: this process has none to share');
}

/**
 * Makes this process one of the program whose segment it is: a descriptor that was inherited (and is
 * not inherited further), or `/proc/PID/fd/N` of any process of the program. To be called before anything of
 * multiprocessing is used, in the first agent.
 *
 * @throws {VersionError | UnsupportedError} when it is no segment, or one of another version or C library
 */
export function joinSegment(source: Source): void {
  const state = agent();
  if (state.processes !== undefined) {
    throw new StateError(
      'Cannot join a program: this process has one of its own already; join it first of all',
    );
  }
  state.processes = openProgram(source);
}

/**
 * A value for a process, with its primitives in flight until it is decoded, once, or given up.
 *
 * @throws {ScopeError} for a primitive of threads, naming its path
 * @throws {SerializationError} for what does not travel
 */
export function encodeForProcess(value: unknown, root = 'args'): Uint8Array<ArrayBuffer> {
  return encode(value, { root, owner: ours(), aside: false }).bytes;
}

/**
 * The value, in the process that it was for. `preparing` gets what its primitives need before a task may use them
 * without a pause.
 */
export function decodeFromProcess(bytes: Uint8Array<ArrayBuffer>, preparing?: Promise<unknown>[]): unknown {
  const program = ours();
  const state = agent();
  state.preparing = preparing;
  try {
    return decode({ bytes, aside: [] }, (data) => program.decode(data));
  } finally {
    state.preparing = undefined;
  }
}

/** Gives back what is in flight with a value that nobody will decode. */
export function giveUpForProcess(bytes: Uint8Array<ArrayBuffer>): void {
  const program = ours();
  decode({ bytes, aside: [] }, ({ at }) => {
    program.letGo(at);
    return {};
  });
}

/** Somebody saw a process end: what it held is given back, and who waits for it looks again, at once. */
export function noticeDeath(): void {
  ours().sweep();
}

function ours(): ProcessProgram {
  return processProgram() as ProcessProgram;
}
