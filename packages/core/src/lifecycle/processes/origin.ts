/**
 * Which process this is: in the process that a user started the main one, in a child what its parent has said. It is kept
 * in shared memory, where every thread of the process finds it.
 *
 * @module
 */

import type { Program } from '../../agent/program.ts';
import { HEADER, KIND } from '../../memory/index.ts';
import type { ProcessIdentity } from './start-frame.ts';

export interface Origin {
  readonly name: string;
  readonly daemon: boolean;
  /** Which child of which child it is; empty in the main process. */
  readonly lineage: readonly number[];
  readonly parent: ProcessIdentity | undefined;
}

const MAIN: Origin = { name: 'MainProcess', daemon: false, lineage: [], parent: undefined };

export function originOf({ words, blocks }: Program): Origin {
  const block = words.load(HEADER.origin);
  if (block === 0) return MAIN;
  blocks.meet(block);
  const bytes = new Uint8Array(words.bytes(block + 1, words.load(block)));
  return JSON.parse(new TextDecoder().decode(bytes)) as Origin;
}

/** From here on this process may have children though it was made daemonic, as CPython's manager clears the flag. */
export function allowChildren(program: Program): void {
  const origin = originOf(program);
  if (origin.daemon) setOrigin(program, { ...origin, daemon: false });
}

/** Said before any user code. The block is kept for the life of the process. */
export function setOrigin({ words, blocks }: Program, description: Origin): void {
  const { name, daemon, lineage, parent } = description;
  const bytes = new TextEncoder().encode(JSON.stringify({ name, daemon, lineage, parent } satisfies Origin));
  const block = blocks.allocate(KIND.bytes, 1 + Math.ceil(bytes.length / 4));
  words.store(block, bytes.length);
  words.bytes(block + 1, bytes.length).set(bytes);
  words.store(HEADER.origin, block);
}
