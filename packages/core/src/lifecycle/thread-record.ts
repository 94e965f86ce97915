/**
 * What every agent can know of a thread without asking it: its state, name and error, in one block.
 *
 * The first three words are a wait point, whose state only rises: new, started, running, ended. Name and error are
 * blocks of bytes; the error is written before the state becomes ENDED, so whoever has joined can read it. Only
 * the thread itself ends its record, or the supervisor once the thread certainly runs no more.
 *
 * @module
 */

import { gone, HEADER, KIND, SLOT, slotAddress, type Address, type AgentId } from '../memory/index.ts';
import { StateError } from '../errors.ts';
import { decode } from '../wire/decode.ts';
import { encode } from '../wire/encode.ts';
import { textOf } from '../wire/error-fields.ts';
import { currentProgram, registerParts, type Program } from '../agent/program.ts';
import { agent } from '../agent/state.ts';
import { wakeAll, WAIT_POINT_WORDS } from '../agent/wait-point.ts';

export const STARTED = 1;
export const RUNNING = 2;
export const ENDED = 3;

export const DAEMON = 1;
/** The thread keeps the program alive, and is still counted. */
const COUNTED = 2;
/** Its error is for the hook of another agent, which the supervisor calls when the thread has gone. */
const UNREPORTED = 4;

/** Somebody else tells of its death, who knows what it was doing. */
const LOOKED_AFTER = 8;

/** It runs in a worker that this library did not start. */
const FOREIGN = 16;

/** The name of the thread that nobody started. */
const FIRST_NAME = 'MainThread';

/** The words of a record, after those of its wait point. */
export const RECORD: {
  readonly ident: Address;
  /** The kernel's identifier, 0 where it cannot be had. */
  readonly nativeId: Address;
  readonly flags: Address;
  readonly name: Address;
  readonly error: Address;
  /** The agent that it ends with, where it has none of its own; 0 else. */
  readonly host: Address;
} = {
  ident: WAIT_POINT_WORDS,
  nativeId: WAIT_POINT_WORDS + 1,
  flags: WAIT_POINT_WORDS + 2,
  name: WAIT_POINT_WORDS + 3,
  error: WAIT_POINT_WORDS + 4,
  host: WAIT_POINT_WORDS + 5,
};
const RECORD_WORDS: number = WAIT_POINT_WORDS + 6;

/** The record of a thread that starts now, whose slot names it from here on. */
export function createRecord(program: Program, id: AgentId, name: string, daemon: boolean): Address {
  const { words, blocks } = program;
  const at = newRecord(program, name, daemon ? DAEMON : COUNTED);
  words.store(at, STARTED);
  if (!daemon) words.add(HEADER.living, 1);
  // One reference for the slot, beside the one of whoever called.
  blocks.retain(at);
  words.store(slotAddress(id) + SLOT.record, at);
  return at;
}

function newRecord(program: Program, name: string, flags: number): Address {
  const { words, blocks } = program;
  const at = blocks.allocate(KIND.thread, RECORD_WORDS);
  store(program, at, RECORD.name, new TextEncoder().encode(name));
  words.store(at + RECORD.ident, words.add(HEADER.ident, 1) + 1);
  words.store(at + RECORD.flags, flags);
  return at;
}

/**
 * The record of what runs in this agent as a thread of its own. No slot names it; the agent lives on for it where
 * it must, so it is not counted.
 */
export function createCallRecord(program: Program, name: string, daemon: boolean): Address {
  const { words, host, me } = program;
  const at = newRecord(program, name, daemon ? DAEMON : 0);
  words.store(at + RECORD.nativeId, host.nativeThreadId() ?? 0);
  words.store(at + RECORD.host, me);
  words.store(at, RUNNING);
  return at;
}

/** Whether the thread has ended, by itself or with the agent that it ran in. */
export function hasEnded({ words }: Program, at: Address): boolean {
  if (words.load(at) === ENDED) return true;
  const host = words.load(at + RECORD.host);
  return host !== 0 && gone(words, host);
}

/** This agent's own record; the first agent's and a guest's are made when somebody asks. */
export function ownRecord(program: Program): Address {
  if (program.record === 0 && agent().role === 'first') program.record = firstRecord(program);
  if (program.record === 0 && agent().role === 'guest') program.record = guestRecord(program);
  return program.record;
}

/** The record of the first agent, whose thread nobody started and which is not waited for as others are. */
function firstRecord(program: Program): Address {
  const { words, host, me } = program;
  const at = createRecord(program, me, FIRST_NAME, true);
  words.store(at + RECORD.flags, 0);
  words.store(at + RECORD.nativeId, host.nativeThreadId() ?? 0);
  words.store(at, RUNNING);
  words.store(HEADER.firstRecord, at);
  return at;
}

/** The record of a worker that this library did not start: it never ends, because nobody would see it. */
function guestRecord(program: Program): Address {
  const { words, host, me } = program;
  const name = `Dummy-${words.add(HEADER.threadNumber, 1) + 1}`;
  const at = createRecord(program, me, name, true);
  words.or(at + RECORD.flags, FOREIGN);
  words.store(at + RECORD.nativeId, host.nativeThreadId() ?? 0);
  words.store(at, RUNNING);
  return at;
}

export function isForeign({ words }: Program, at: Address): boolean {
  return (words.load(at + RECORD.flags) & FOREIGN) !== 0;
}

/** The record of a slot's thread, with a reference for the caller; 0 when there is none, or not any more. */
export function holdRecord(program: Program, id: AgentId): Address {
  const { words, blocks } = program;
  const slot = slotAddress(id);
  const record = words.load(slot + SLOT.record);
  if (record === 0) return 0;
  blocks.meet(record);
  if (!blocks.tryRetain(record)) return 0;
  // While the slot names it, the slot's own reference keeps it what it is.
  if (words.load(slot + SLOT.record) === record && !gone(words, id)) return record;
  program.release(record);
  return 0;
}

/**
 * The name of an agent's thread, undefined when it has ended. Of processes only this agent's own can be known: names
 * are kept with a process's threads.
 */
export function nameOfAgent(program: Program, id: AgentId): string | undefined {
  const { words, me } = program;
  if (words.scope === 'process' && id !== me) {
    if (gone(words, id)) return undefined;
    const pid = words.load(slotAddress(id) + SLOT.pid);
    return pid === words.load(slotAddress(me) + SLOT.pid) ? 'another thread' : `process ${pid}`;
  }
  if (words.scope === 'process') return nameHere();
  const record = holdRecord(program, id);
  // Only the first agent's record is made when somebody asks.
  if (record === 0) return gone(program.words, id) ? undefined : FIRST_NAME;
  const name = recordName(program, record);
  program.release(record);
  return name;
}

/** The name of this agent's thread. */
function nameHere(): string {
  const threads = currentProgram();
  return recordName(threads, ownRecord(threads));
}

/** Bytes in a block of their own, after their length. */
function store(program: Program, at: Address, where: Address, bytes: Uint8Array): void {
  const { words, blocks } = program;
  const block = blocks.allocate(KIND.bytes, 1 + Math.ceil(bytes.length / 4));
  words.store(block, bytes.length);
  words.bytes(block + 1, bytes.length).set(bytes);
  words.store(at + where, block);
}

function read(program: Program, at: Address, where: Address): Uint8Array<ArrayBuffer> | undefined {
  const { words, blocks } = program;
  const block = words.load(at + where);
  if (block === 0) return undefined;
  blocks.meet(block);
  return new Uint8Array(words.bytes(block + 1, words.load(block)));
}

export function recordName(program: Program, at: Address): string {
  return new TextDecoder().decode(read(program, at, RECORD.name) ?? new Uint8Array());
}

/** The error that ended a thread. One that cannot be read is an error too. */
export function recordError(program: Program, at: Address): Error | undefined {
  const bytes = read(program, at, RECORD.error);
  if (bytes === undefined) return undefined;
  try {
    return decode({ bytes, aside: [] }, (data) => program.decode(data)) as Error;
  } catch (cause) {
    return new StateError(`The error of ${recordName(program, at)} could not be read`, { cause });
  }
}

/** Ends a thread for all who wait for it. An error that has no room is told as one that has. */
export function endRecord(program: Program, at: Address, error: Error | undefined): void {
  if (program.words.load(at) === ENDED) return;
  if (error !== undefined) storeError(program, at, error);
  program.waits.trace?.ends(at);
  program.words.store(at, ENDED);
  wakeAll(program, at);
}

function storeError(program: Program, at: Address, error: Error): void {
  try {
    store(program, at, RECORD.error, encodeError(error));
  } catch (cause) {
    const message = `The thread's error could not be kept: ${textOf(cause)}`;
    store(program, at, RECORD.error, encodeError(new StateError(message)));
  }
}

/** The caller sees the thread's death, and says what it means: nobody's hook needs to be told. */
export function lookAfter({ words }: Program, at: Address): void {
  words.or(at + RECORD.flags, LOOKED_AFTER);
}

export function isLookedAfter({ words }: Program, at: Address): boolean {
  return (words.load(at + RECORD.flags) & LOOKED_AFTER) !== 0;
}

/** Leaves the error to the supervisor, which calls the hook when this thread has gone. */
export function leaveUnreported(program: Program, at: Address): void {
  program.words.or(at + RECORD.flags, UNREPORTED);
}

/** Whether the error was left to the supervisor; true once. */
export function takeUnreported(program: Program, at: Address): boolean {
  return (program.words.and(at + RECORD.flags, ~UNREPORTED) & UNREPORTED) !== 0;
}

/** An error's bytes. Primitives among its fields do not travel with it: nobody would count them. */
export function encodeError(error: Error): Uint8Array<ArrayBuffer> {
  return encode(error, { root: 'error', aside: false }).bytes;
}

/** The thread no longer keeps the program alive. */
export function uncountRecord(program: Program, at: Address): void {
  const { words } = program;
  if ((words.and(at + RECORD.flags, ~COUNTED) & COUNTED) === 0) return;
  if (words.sub(HEADER.living, 1) === 1) wakeAll(program, HEADER.living);
}

registerParts(KIND.thread, ({ words }, at) =>
  [words.load(at + RECORD.name), words.load(at + RECORD.error)].filter((part) => part !== 0),
);
