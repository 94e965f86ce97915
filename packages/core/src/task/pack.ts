/**
 * Values for a worker that this library did not start, through its own postMessage.
 *
 * A ticket block makes a packed value good for one `unpack`: its references in flight are counted once. Who takes the
 * ticket's word from 0 to 1 has it, and frees it.
 *
 * @module
 */

import { currentProgram, type Program } from '../agent/program.ts';
import { agent, checkVersions, VERSIONS, type Versions } from '../agent/state.ts';
import { SerializationError, StaleHandleError, StateError } from '../errors.ts';
import { KIND, type Handle, type WasmMemory } from '../memory/index.ts';
import { decode } from '../wire/decode.ts';
import { pack as encodePacked, type Encoded } from '../wire/encode.ts';
import { joinAsGuest } from '../agent/guest.ts';

interface Packed {
  readonly interleave: 'packed';
  readonly versions: Versions;
  readonly madeBy: string;
  readonly memory: WasmMemory;
  readonly tag: string;
  readonly ticket: Handle;
  readonly value: Encoded;
}

/**
 * Makes an object of a value that plain postMessage takes, for a worker of the runtime's own making in the same
 * process: there `unpack` gives the value, and the primitives in it are the same as here. Arguments of a Thread and
 * items of a Queue need no packing.
 *
 * Unpack it once; for several workers pack it for each. What is packed and never unpacked keeps its primitives' memory
 * until the program ends.
 *
 * @example
 * ```ts
 * const lock = new threading.Lock();
 * const worker = new Worker(new URL('./mine.ts', import.meta.url)); // the runtime's own class
 * worker.postMessage(pack({ lock }));
 * // in mine.ts: parentPort.on('message', (packed) => { const { lock } = unpack(packed); … });
 * ```
 *
 * @throws {SerializationError} when the value cannot travel, naming its path
 */
export function pack(value: unknown): object {
  const program = currentProgram();
  const encoded = encodePacked(value, { root: 'value', owner: program });
  const ticket = program.blocks.handle(program.blocks.allocate(KIND.bytes, 1));
  return {
    interleave: 'packed',
    versions: VERSIONS,
    madeBy: agent().madeBy,
    memory: program.words.memory,
    tag: program.tag,
    ticket,
    value: encoded,
  } satisfies Packed;
}

/**
 * The value that was packed. A worker that this library did not start becomes an agent of the program by its first
 * `unpack`: it can use every primitive, and is a `Dummy-1` to `threading` as a foreign thread is in Python. Import a
 * runtime package there, and make no primitive before. It cannot start threads, and nobody sees it end: what it holds
 * then stays held, and a `join` of it waits for ever.
 *
 * @throws {StateError} when it was unpacked before, or this agent belongs to another program
 * @throws {VersionError} when the sender's copy of this library does not fit this one
 * @throws {UnsupportedError} when no runtime is installed here
 */
export function unpack<T = unknown>(packed: object): T {
  const { versions, madeBy, memory, tag, ticket, value } = checked(packed);
  checkVersions(versions, madeBy);
  const program = agent().program ?? joinAsGuest(memory, tag);
  if (program.tag !== tag) {
    throw new StateError(
      'Cannot unpack: the value is of another program than this agent, which made or unpacked a primitive before; ' +
        'unpack first, or make the primitives where the value was packed',
    );
  }
  take(program, ticket);
  return decode(value, (data) => program.decode(data)) as T;
}

function checked(packed: unknown): Packed {
  if ((packed as Partial<Packed> | null | undefined)?.interleave === 'packed') return packed as Packed;
  throw new SerializationError('Cannot unpack: what was given is not what pack() made', 'packed');
}

function take(program: Program, ticket: Handle): void {
  const { words, blocks } = program;
  const { at } = ticket;
  try {
    blocks.check(ticket, KIND.bytes);
    if (!blocks.tryRetain(at)) throw new StaleHandleError('it is free');
    // With a reference of our own it stays what it is; but it may have changed just before.
    const fresh = blocks.handle(at).generation === ticket.generation;
    const mine = fresh && words.compareExchange(at, 0, 1) === 0;
    program.release(at);
    if (!mine) throw new StaleHandleError('it is taken');
    program.release(at);
  } catch (cause) {
    throw new StateError('Cannot unpack: it was unpacked before; pack the value once for each worker', {
      cause,
    });
  }
}
