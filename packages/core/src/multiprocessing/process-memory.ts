/**
 * What starting processes asks of the memory that they share: see agent/process-memory.ts. Where they cannot share any,
 * they start all the same, and are sent values without primitives.
 *
 * @module
 */

import { abroad, isTraveller } from '../agent/primitive.ts';
import type { ProcessMemory } from '../agent/process-memory.ts';
import { processProgram } from '../agent/scope.ts';
import { agent } from '../agent/state.ts';
import { ScopeError, UnsupportedError } from '../errors.ts';
import { decode } from '../wire/decode.ts';
import { encode, type HandleOwner } from '../wire/encode.ts';
import {
  currentSegmentFd,
  decodeFromProcess,
  encodeForProcess,
  giveUpForProcess,
  joinSegment,
  noticeDeath,
} from './segment-link.ts';

let shares: boolean | undefined;

/** Whether this process shares memory with others; found out once. */
function canShare(): boolean {
  shares ??= find();
  return shares;
}

function find(): boolean {
  try {
    processProgram();
    return true;
  } catch (error) {
    if (error instanceof UnsupportedError) return false;
    throw error;
  }
}

/** Of values that have no primitives of processes in them, because there are none. */
const plain: HandleOwner = {
  encode: (value) => {
    if (!isTraveller(value)) return undefined;
    throw new ScopeError(
      'it is of one process’s threads (scope "thread"), and processes share no memory here',
    );
  },
  release: () => {},
  standInFor: abroad,
};

const memory: ProcessMemory = {
  descriptor: () => (canShare() ? currentSegmentFd() : undefined),
  join: (descriptor) => joinSegment(descriptor),
  write: (args, root = 'args') =>
    canShare() ? encodeForProcess(args, root) : encode(args, { root, owner: plain, aside: false }).bytes,
  read: (bytes, preparing) =>
    canShare()
      ? decodeFromProcess(bytes, preparing)
      : decode({ bytes, aside: [] }, ({ type }) => {
          throw new UnsupportedError(`Cannot receive a ${type}: processes share no memory here`);
        }),
  giveUp: (bytes) => {
    if (canShare()) giveUpForProcess(bytes);
  },
  died: () => {
    if (canShare()) noticeDeath();
  },
};

agent().processMemory = memory;
