/**
 * How an agent takes its slot in a segment: with the slot's mutex, which its thread holds until it ends.
 *
 * @module
 */

import { UnsupportedError } from '../errors.ts';
import {
  claimSlot,
  lifeAddress,
  mark,
  SLOT,
  slotAddress,
  type AgentId,
  type SharedWords,
} from '../memory/index.ts';
import { EOWNERDEAD } from './constants.ts';
import type { Libc } from './libc.ts';

const OWNER = 0x3fff_ffff;

/** @throws {RangeError} when all slots are taken */
export function claimLife(words: SharedWords, libc: Libc, base: bigint): AgentId {
  return claimSlot(words, (slot) => {
    const mutex = base + BigInt(lifeAddress(slot) * 4);
    const result = libc.mutexTryLock(mutex);
    // Its last owner is buried: of the marked word nothing is left to be told.
    if (result === EOWNERDEAD) libc.mutexConsistent(mutex);
    else if (result !== 0) return false;
    const tid = libc.gettid();
    if ((words.load(lifeAddress(slot)) & OWNER) !== tid) {
      libc.mutexUnlock(mutex);
      throw new UnsupportedError(
        'Cannot share memory between processes: this C library keeps the owner of a mutex in another place than glibc',
      );
    }
    if (!mark(words, slot)) {
      libc.mutexUnlock(mutex);
      return false;
    }
    words.store(slotAddress(slot) + SLOT.pid, libc.getpid());
    words.store(slotAddress(slot) + SLOT.tid, tid);
    return true;
  });
}
