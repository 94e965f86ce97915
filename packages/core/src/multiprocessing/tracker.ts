/**
 * Who removes the named blocks that a program has left when it ends, in whatever way: one guardian for all its
 * processes (see posix/guardian.ts), as Python has one resource tracker.
 *
 * The guardian's pipe is in the process that the program begins and ends with, and all others find it by these words of
 * the segment, which a latch guards:
 *
 * - the process, and one more than each end's descriptor there: written once, before there are other processes;
 * - the guardian's process, 0 while there is none: it is started when there is a block to guard;
 * - whether somebody was told that it died and was started again.
 *
 * A holder of the latch that dies leaves at most a guardian that nobody knows of, which ends with the program and then
 * removes what it was told of, as it should.
 *
 * @module
 */

import type { Program } from '../agent/program.ts';
import { OSError } from '../errors.ts';
import { enter, HEADER, KIND, leave, type Address } from '../memory/index.ts';
import type { BlockCalls } from '../posix/block-calls.ts';
import { entrust, isGuardian, openPipe, release, startGuardian, type Pipe } from '../posix/guardian.ts';
import type { Libc } from '../posix/libc.ts';

const LATCH = 0;
const PID = 1;
const READ = 2;
const WRITE = 3;
const GUARDIAN = 4;
const WARNED = 5;
const WORDS = 6;

/** Makes the pipe, if there is none: in the process that the program begins and ends with. */
export function layTracker(program: Program, libc: Libc): Address {
  const { words, blocks } = program;
  const laid = words.load(HEADER.tracker);
  if (laid !== 0) return laid;
  const at = blocks.allocate(KIND.bytes, WORDS);
  const { read, write } = openPipe(libc);
  words.store(at + PID, libc.getpid());
  words.store(at + READ, read + 1);
  words.store(at + WRITE, write + 1);
  const other = words.compareExchange(HEADER.tracker, 0, at);
  if (other === 0) return at;
  for (const fd of [read, write]) libc.close(fd);
  blocks.free(at);
  return other;
}

/** A block is about to get its name. */
export function track(program: Program, calls: BlockCalls, name: string, inode: bigint): void {
  const at = layTracker(program, calls.libc);
  const pipe = pipeOf(program, at);
  if (ensureGuardian(program, calls, at, pipe)) entrust(calls, pipe, name, inode);
}

/** A block has no name any more, whoever was told of it. */
export function untrack(program: Program | undefined, calls: BlockCalls, name: string, inode: bigint): void {
  const at = program?.words.load(HEADER.tracker) ?? 0;
  if (program === undefined || at === 0) return;
  program.blocks.meet(at);
  if (program.words.load(at + GUARDIAN) !== 0) release(calls, pipeOf(program, at), name, inode);
}

/** The guardian's process; 0 while there is none. */
export function guardianOf({ words, blocks }: Program): number {
  const at = words.load(HEADER.tracker);
  if (at === 0) return 0;
  blocks.meet(at);
  return words.load(at + GUARDIAN);
}

function pipeOf({ words, blocks }: Program, at: Address): Pipe {
  blocks.meet(at);
  return {
    pid: words.load(at + PID),
    read: words.load(at + READ) - 1,
    write: words.load(at + WRITE) - 1,
  };
}

/** False where none can be started. */
function ensureGuardian(program: Program, calls: BlockCalls, at: Address, pipe: Pipe): boolean {
  const { words, me, host } = program;
  const warn = (text: string): void => {
    if (words.exchange(at + WARNED, 1) === 0) host.writeError(`interleave: ${text}\n`);
  };
  enter(words, at + LATCH, me, host.canBlock);
  try {
    const guardian = words.load(at + GUARDIAN);
    if (guardian !== 0) {
      if (isGuardian(calls, guardian, pipe)) return true;
      warn('the process that removes leaked shared memory has died and is started again; some may be left');
    }
    words.store(at + GUARDIAN, startGuardian(calls, pipe, `process ${pipe.pid}`));
    return true;
  } catch (error) {
    if (!(error instanceof OSError)) throw error;
    warn(`shared memory that this program does not unlink will be left: ${error.message}`);
    return false;
  } finally {
    leave(words, at + LATCH);
  }
}
