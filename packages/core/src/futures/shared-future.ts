/**
 * A future that several threads know: one word, and the result in a block of its own.
 *
 * The word is a wait point's: a state of future-state.ts below FINISHED, or the address of the result, which is
 * written before the one compare-and-exchange that makes the future finished. So a thread that dies while it settles a
 * future has settled it or not, and of two that try, one succeeds. States only rise; nobody who waits sleeps on one
 * that would let him go on, and everybody is woken by each change (agent/wait-point.ts), so no wake-up is lost.
 *
 * A result names the blocks that are in flight in it, which it holds until it is freed with the future; each thread
 * that reads it takes references of its own.
 *
 * @module
 */

import type { HandleData } from '../agent/primitive.ts';
import { registerParts, type Program } from '../agent/program.ts';
import { WAIT_POINT_WORDS, wakeAll } from '../agent/wait-point.ts';
import { gone, KIND, type Address, type AgentId } from '../memory/index.ts';
import { readRecord, RecordWriter } from '../wire/record.ts';
import {
  CANCELLED,
  CANCELLED_AND_NOTIFIED,
  FINISHED,
  PENDING,
  RUNNING,
  type FutureState,
} from './future-state.ts';

/** The agent whose pool runs the work, 0 where anybody may settle the future. */
const KEEPER = WAIT_POINT_WORDS;
const FUTURE_WORDS = WAIT_POINT_WORDS + 1;

/** The words of a result before its bytes. */
const FAILED = 0;
const LENGTH = 1;
const HANDLES = 2;
const BYTES = 3;

/** A result that has been read. */
export interface Outcome {
  readonly failed: boolean;
  readonly value: unknown;
}

export function laySharedFuture({ words, blocks }: Program, state: FutureState, keeper: AgentId): Address {
  const at = blocks.allocate(KIND.future, FUTURE_WORDS);
  words.store(at + KEEPER, keeper);
  words.store(at, state);
  return at;
}

export function stateOf({ words }: Program, at: Address): FutureState {
  const word = words.load(at);
  return word >= FINISHED ? FINISHED : (word as FutureState);
}

/** Whether the one agent that could settle the future is dead. */
export function orphaned({ words }: Program, at: Address): boolean {
  const keeper = words.load(at + KEEPER);
  return keeper !== 0 && gone(words, keeper);
}

/** From one state to another; false when it was in neither. */
export function advance(program: Program, at: Address, from: FutureState, to: FutureState): boolean {
  if (program.words.compareExchange(at, from, to) !== from) return false;
  wakeAll(program, at);
  return true;
}

/** Cancels what has not begun; false when it has. */
export function cancelShared(program: Program, at: Address): boolean {
  if (advance(program, at, PENDING, CANCELLED)) return true;
  const state = stateOf(program, at);
  return state === CANCELLED || state === CANCELLED_AND_NOTIFIED;
}

/**
 * Gives the future its result; false when it has ended already.
 *
 * @throws {SerializationError} when the value cannot travel
 */
export function settleShared(program: Program, at: Address, { failed, value }: Outcome): boolean {
  const result = writeResult(program, failed, value);
  for (const from of [RUNNING, PENDING, RUNNING]) {
    if (program.words.compareExchange(at, from, result) !== from) continue;
    wakeAll(program, at);
    return true;
  }
  program.release(result);
  return false;
}

function writeResult(program: Program, failed: boolean, value: unknown): Address {
  const { words, blocks } = program;
  const writer = RecordWriter.idle();
  const length = writer.write(value, { root: failed ? 'error' : 'result', owner: program });
  const { bytes, handles } = writer;
  const at = blocks.allocate(KIND.result, BYTES + handles.length + Math.ceil(length / 4));
  words.store(at + FAILED, failed ? 1 : 0);
  words.store(at + LENGTH, length);
  words.store(at + HANDLES, handles.length);
  handles.forEach((handle, index) => words.store(at + BYTES + index, handle));
  words.bytes(at + BYTES + handles.length, length).set(bytes.subarray(0, length));
  return at;
}

/** The result of a finished future. */
export function readShared(program: Program, at: Address): Outcome {
  const { words, blocks } = program;
  const result = words.load(at);
  blocks.meet(result);
  const length = words.load(result + LENGTH);
  const bytes = words.bytes(result + BYTES + words.load(result + HANDLES), length);
  const wrapperOf = (data: HandleData): object => {
    const home = program.home(data.scope);
    home.blocks.meet(data.at);
    home.blocks.retain(data.at);
    return home.decode(data);
  };
  return {
    failed: words.load(result + FAILED) === 1,
    value: readRecord(bytes.slice() as Uint8Array<ArrayBuffer>, 0, length, wrapperOf),
  };
}

registerParts(KIND.future, ({ words }, at) => {
  const word = words.load(at);
  return word > FINISHED ? [word] : [];
});

registerParts(KIND.result, ({ words }, at) => {
  const count = words.load(at + HANDLES);
  return Array.from({ length: count }, (_, index) => words.load(at + BYTES + index));
});
