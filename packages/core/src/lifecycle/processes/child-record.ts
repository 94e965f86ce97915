/**
 * What every thread of this program can know of a child process without asking it, in one block.
 *
 * The first two words are a wait point, whose state only rises: asked for, running, ended. The starter makes the
 * record; after that the supervisor alone changes it: the process's number before RUNNING, how it ended before ENDED,
 * so whoever has seen the state can read what belongs to it. A child that could not be started goes from ASKED to ENDED
 * with an error.
 *
 * One reference is the starter's, one the supervisor's while the child lives. HEADER.children counts the living.
 *
 * @module
 */

import { registerParts, type Program } from '../../agent/program.ts';
import { wakeAll, WAIT_POINT_WORDS } from '../../agent/wait-point.ts';
import { HEADER, KIND, type Address } from '../../memory/index.ts';
import type { TaskAddress } from '../../task/task.ts';
import { decode } from '../../wire/decode.ts';
import { encode } from '../../wire/encode.ts';

export const ASKED = 1;
export const RUNNING = 2;
export const ENDED = 3;

const DAEMON = 1;
/** The program ends it as it ends a daemonic one, though it may have children of its own. */
const DISMISSED = 2;

/** The words of a record, after those of its wait point. */
const PID = WAIT_POINT_WORDS;
/** An exit code, or minus the number of a signal. */
const STATUS: number = WAIT_POINT_WORDS + 1;
const FLAGS: number = WAIT_POINT_WORDS + 2;
/** Blocks of bytes; 0 for none. */
const DETAILS: number = WAIT_POINT_WORDS + 3;
const ERROR: number = WAIT_POINT_WORDS + 4;
const RECORD_WORDS: number = WAIT_POINT_WORDS + 5;

/** What does not change of a child. */
export interface ChildDetails {
  readonly name: string;
  readonly task: TaskAddress;
}

/** The record of a child that is about to be asked for, with a reference for the caller and one for the supervisor. */
export function createChild(
  program: Program,
  details: ChildDetails,
  daemon: boolean,
  dismissed: boolean,
): Address {
  const { words, blocks } = program;
  const at = blocks.allocate(KIND.process, RECORD_WORDS);
  store(program, at + DETAILS, new TextEncoder().encode(JSON.stringify(details)));
  words.store(at + FLAGS, (daemon ? DAEMON : 0) | (dismissed ? DISMISSED : 0));
  words.store(at, ASKED);
  blocks.retain(at);
  words.add(HEADER.children, 1);
  return at;
}

/** Takes back a record that nobody was told of. */
export function forgetChild(program: Program, at: Address): void {
  uncount(program);
  program.release(at);
  program.release(at);
}

function store({ words, blocks }: Program, where: Address, bytes: Uint8Array): void {
  const block = blocks.allocate(KIND.bytes, 1 + Math.ceil(bytes.length / 4));
  words.store(block, bytes.length);
  words.bytes(block + 1, bytes.length).set(bytes);
  words.store(where, block);
}

function read({ words, blocks }: Program, where: Address): Uint8Array<ArrayBuffer> | undefined {
  const block = words.load(where);
  if (block === 0) return undefined;
  blocks.meet(block);
  return new Uint8Array(words.bytes(block + 1, words.load(block)));
}

export function childDetails(program: Program, at: Address): ChildDetails {
  return JSON.parse(new TextDecoder().decode(read(program, at + DETAILS))) as ChildDetails;
}

export function isDaemonChild({ words }: Program, at: Address): boolean {
  return (words.load(at + FLAGS) & DAEMON) !== 0;
}

/** Whether the program ends it when nothing but children is left. */
export function isDismissedChild({ words }: Program, at: Address): boolean {
  return words.load(at + FLAGS) !== 0;
}

/** Undefined while it is not known, and where the child could not be started. */
export function childPid({ words }: Program, at: Address): number | undefined {
  return words.load(at + PID) || undefined;
}

/** How the child ended: an exit code, or minus the number of a signal; null while it has not. */
export function childStatus({ words }: Program, at: Address): number | null {
  return words.load(at) === ENDED ? words.load(at + STATUS) : null;
}

/** Why the child could not be started; undefined where it could. */
export function childError(program: Program, at: Address): Error | undefined {
  const bytes = read(program, at + ERROR);
  return bytes && (decode({ bytes, aside: [] }, (data) => program.decode(data)) as Error);
}

/** Said by the supervisor alone, as the three that follow. */
export function runChild(program: Program, at: Address, pid: number): void {
  program.words.store(at + PID, pid);
  program.words.store(at, RUNNING);
  wakeAll(program, at);
}

export function endChild(program: Program, at: Address, status: number): void {
  program.words.store(at + STATUS, status);
  end(program, at);
}

export function refuseChild(program: Program, at: Address, error: Error): void {
  store(program, at + ERROR, encode(error, { root: 'error', aside: false }).bytes);
  end(program, at);
}

/** The supervisor's reference goes with the child. */
function end(program: Program, at: Address): void {
  program.waits.trace?.ends(at);
  program.words.store(at, ENDED);
  wakeAll(program, at);
  uncount(program);
  program.release(at);
}

function uncount(program: Program): void {
  program.words.sub(HEADER.children, 1);
  wakeAll(program, HEADER.children);
}

registerParts(KIND.process, ({ words }, at) =>
  [words.load(at + DETAILS), words.load(at + ERROR)].filter((part) => part !== 0),
);
