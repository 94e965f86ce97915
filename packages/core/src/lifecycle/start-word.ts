/**
 * How a thread is told what to run, without anybody's event loop: through the START word of its slot.
 *
 * The word is 0 until the starter has said all that there is to say, which is one store: the address of a block with
 * the task and its arguments, or BY_MESSAGE where something must be moved, is too long for shared memory, or where a
 * worker of the stock does not sleep; elsewhere it sleeps on the word. The worker exchanges the word for 0 when it is
 * about to decode what it runs: until then the references in that are the burier's to give back, whether they are in the
 * block or came by message, and afterwards the worker's. Nothing else tells which: messages of a worker and the news of
 * its death come by different ways, in any order.
 *
 * @module
 */

import {
  HEADER,
  KIND,
  LONGEST_WAIT,
  SLOT,
  slotAddress,
  type Address,
  type AgentId,
} from '../memory/index.ts';
import type { Program } from '../agent/program.ts';
import type { Run } from './messages.ts';

/** The run comes by message. */
export const BY_MESSAGE = 1;

/** Arguments of more bytes than this do not stay in shared memory, which does not shrink. */
const MOST_BYTES = 2 ** 16;

/** The words of a block before its bytes: those of the description, in JSON, then those of the arguments. */
const DESCRIPTION = 0;
const ARGS = 1;
const BYTES = 2;

/** Whether a run has to be sent as a message, which the word then tells to expect. */
export function mustBeSent({ host }: Program, { args }: Run): boolean {
  return !host.threads.stockSleeps || args.aside.length > 0 || args.bytes.length > MOST_BYTES;
}

/** A block that says what to run. */
export function writeRun({ words, blocks }: Program, { args, ...description }: Run): Address {
  const text = new TextEncoder().encode(JSON.stringify(description));
  const length = text.length + args.bytes.length;
  const block = blocks.allocate(KIND.bytes, BYTES + Math.ceil(length / 4));
  words.store(block + DESCRIPTION, text.length);
  words.store(block + ARGS, args.bytes.length);
  const bytes = words.bytes(block + BYTES, length);
  bytes.set(text);
  bytes.set(args.bytes, text.length);
  return block;
}

/** From here on the thread starts. */
export function publish({ words }: Program, id: AgentId, start: Address): void {
  const word = slotAddress(id) + SLOT.start;
  words.store(word, start);
  words.notify(word, 1);
}

/** Sleeps until this agent is told what to run. */
export function awaitStart({ words, me }: Program): Address {
  const word = slotAddress(me) + SLOT.start;
  for (;;) {
    const start = words.load(word);
    // While the program exits nobody starts any more.
    if (start !== 0 && words.load(HEADER.exiting) === 0) return start;
    words.wait(word, start, LONGEST_WAIT);
  }
}

export function readRun({ words, blocks }: Program, block: Address): Run {
  blocks.meet(block);
  const described = words.load(block + DESCRIPTION);
  const bytes = words.bytes(block + BYTES, described + words.load(block + ARGS));
  // A copy: a decoder of text does not read shared memory.
  const description = JSON.parse(new TextDecoder().decode(bytes.slice(0, described))) as Omit<Run, 'args'>;
  return { ...description, args: { bytes: bytes.slice(described) as Uint8Array<ArrayBuffer>, aside: [] } };
}

/** Takes this agent's block away, with the references in it. */
export function takeStart(program: Program): void {
  const start = program.words.exchange(slotAddress(program.me) + SLOT.start, 0);
  if (start > BY_MESSAGE) program.release(start);
}

/** Gives back the references of a run that nobody will decode. */
export function giveUpRun(program: Program, { handles }: Run): void {
  for (const at of handles) program.letGo(at);
}

/** The references of what a dead worker did not come to take, as its word says; `sent` are those that went by message. */
export function untaken(program: Program, start: Address, sent: Run['handles']): Run['handles'] {
  if (start === BY_MESSAGE) return sent;
  return start === 0 ? [] : readRun(program, start).handles;
}
