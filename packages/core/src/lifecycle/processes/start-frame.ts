/**
 * What a child process is told at its start, as bytes that every runtime and every version of this library can take
 * apart: the length of what follows, the length of a description in JSON, the description, then the arguments by the wire
 * codec. The description begins with the versions, so that a child that does not fit can say so and read no further.
 *
 * @module
 */

import { VERSIONS, type Versions } from '../../agent/state.ts';
import type { Surroundings } from '../../host/system-host.ts';
import type { TaskAddress } from '../../task/task.ts';

/** What tells a process from all others, also from one that is given its number later. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Empty where the system does not say. */
  readonly started: string;
  readonly name: string;
  readonly daemon: boolean;
}

export interface StartDescription {
  readonly versions: Versions;
  readonly madeBy: string;
  readonly parent: ProcessIdentity;
  readonly name: string;
  readonly daemon: boolean;
  /** Which child of which child it is: what its own children's default names begin with. */
  readonly lineage: readonly number[];
  /** The start method that was chosen for the program, as its number in HEADER.startMethod. */
  readonly startMethod: number;
  /** The logger's level, as its number in HEADER.logLevel. */
  readonly logLevel: number;
  /** Where it writes what it does, in the memory of processes: see agent/trace.ts; 0 where nobody asks. */
  readonly trace: number;
  readonly surroundings: Surroundings;
  readonly task: TaskAddress;
}

export interface StartFrame {
  readonly description: StartDescription;
  readonly args: Uint8Array<ArrayBuffer>;
}

const LENGTHS = 8;

export function writeFrame(
  description: Omit<StartDescription, 'versions' | 'madeBy'>,
  args: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const whole: StartDescription = { versions: VERSIONS, madeBy: import.meta.url, ...description };
  const text = new TextEncoder().encode(JSON.stringify(whole));
  const frame = new Uint8Array(LENGTHS + text.length + args.length);
  const lengths = new DataView(frame.buffer);
  lengths.setUint32(0, text.length + args.length, true);
  lengths.setUint32(4, text.length, true);
  frame.set(text, LENGTHS);
  frame.set(args, LENGTHS + text.length);
  return frame;
}

/** The arguments of a frame that is whole. */
export function argsOf(frame: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return frame.slice(LENGTHS + new DataView(frame.buffer, frame.byteOffset).getUint32(4, true));
}

/** Gathers a frame from the pieces that it comes in. */
export class FrameReader {
  readonly #pieces: Uint8Array[] = [];
  #length = 0;
  #wanted = LENGTHS;

  /** The frame, once its last piece has come. */
  push(piece: Uint8Array): StartFrame | undefined {
    this.#pieces.push(piece);
    this.#length += piece.length;
    if (this.#length < this.#wanted) return undefined;
    const bytes = this.#gather();
    const lengths = new DataView(bytes.buffer);
    this.#wanted = LENGTHS + lengths.getUint32(0, true);
    if (bytes.length < this.#wanted) return undefined;
    const text = bytes.subarray(LENGTHS, LENGTHS + lengths.getUint32(4, true));
    return {
      description: JSON.parse(new TextDecoder().decode(text)) as StartDescription,
      args: argsOf(bytes),
    };
  }

  /** All pieces as one, which is done twice at most. */
  #gather(): Uint8Array<ArrayBuffer> {
    const whole = new Uint8Array(this.#length);
    let at = 0;
    for (const piece of this.#pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    this.#pieces.splice(0, Infinity, whole);
    return whole;
  }
}
