/**
 * Named blocks of shared memory as files in /dev/shm, where Python's are: made whole or not at all.
 *
 * A block is made without a name, gets its memory, is entrusted to whoever removes it in the end, and then gets its
 * name by one step of the kernel. So nobody opens one that has no bytes yet, what does not fit leaves nothing, and
 * nobody who dies leaves a name that nobody knows of.
 *
 * @module
 */

import { OSError } from '../errors.ts';
import { type BlockCalls } from '../posix/block-calls.ts';
import { DIRECTORY } from '../posix/guardian.ts';
import { osError } from '../posix/os-error.ts';

const EINVAL = 22;
const ENAMETOOLONG = 36;
const EEXIST = 17;
const LONGEST_NAME = 255;

/** An open block. */
export interface NamedBlock {
  readonly fd: number;
  readonly name: string;
  readonly inode: bigint;
  readonly bytes: number;
}

export interface CreateOptions {
  /** Absent: names are taken from `names` until one is free. */
  readonly name: string | undefined;
  readonly bytes: number;
  readonly names: () => string;
  /** Called with each name before it is given. */
  readonly entrust: (name: string, inode: bigint) => void;
  /** Called when the name was somebody else's. */
  readonly forget: (name: string, inode: bigint) => void;
}

/** @throws {OSError} EEXIST when there is a block of the name that was given, ENOSPC when there is no memory left */
export function createBlock(calls: BlockCalls, options: CreateOptions): NamedBlock {
  const { bytes, names, entrust, forget } = options;
  const what = `Cannot create ${options.name === undefined ? 'a block' : `the block ${options.name}`} of ${bytes} bytes`;
  if (options.name !== undefined) checkName(options.name, what);
  const fd = calls.openUnnamed(DIRECTORY, what);
  try {
    calls.allocate(fd, bytes, what);
    const { inode } = calls.stat(fd, what);
    for (;;) {
      const name = options.name ?? names();
      entrust(name, inode);
      if (calls.link(fd, `${DIRECTORY}/${name}`, what)) return { fd, name, inode, bytes };
      forget(name, inode);
      if (options.name !== undefined) throw osError(what, EEXIST);
    }
  } catch (error) {
    calls.libc.close(fd);
    throw error;
  }
}

/** @throws {OSError} ENOENT when there is no block of that name */
export function openBlock(calls: BlockCalls, name: string): NamedBlock {
  const what = `Cannot open the block ${name}`;
  checkName(name, what);
  const fd = calls.openBlock(name, what);
  try {
    const { bytes, inode } = calls.stat(fd, what);
    if (bytes === 0) throw new RangeError(`${what}: it is empty`);
    // Python leaves its blocks without memory until they are written to; who does so when there is none is killed.
    calls.allocate(fd, bytes, what);
    return { fd, name, inode, bytes };
  } catch (error) {
    calls.libc.close(fd);
    throw error;
  }
}

/** Takes a block's name away. @throws {OSError} ENOENT when there is none of that name */
export function unlinkBlock(calls: BlockCalls, name: string): void {
  calls.unlinkBlock(name, `Cannot unlink the block ${name}`);
}

/** Takes a block's name away if it still has it. */
export function removeBlock(calls: BlockCalls, name: string, inode: bigint): void {
  if (calls.statPath(`${DIRECTORY}/${name}`)?.inode !== inode) return;
  try {
    unlinkBlock(calls, name);
  } catch (error) {
    if (!(error instanceof OSError && error.code === 'ENOENT')) throw error;
  }
}

/** A name as Python makes them. */
export function randomName(): string {
  const random = Math.trunc(Math.random() * 2 ** 32);
  return `psm_${random.toString(16).padStart(8, '0')}`;
}

/** What the system would say, where it says it of another thing than the name. */
function checkName(name: string, what: string): void {
  if (name.includes('\0')) throw new RangeError(`${what}: its name has a null character in it`);
  if (name === '' || name === '.' || name === '..' || name.includes('/')) throw osError(what, EINVAL);
  if (new TextEncoder().encode(name).length > LONGEST_NAME) throw osError(what, ENAMETOOLONG);
}
