/**
 * A worker that this library did not start becomes an agent of the program: it claims a slot for itself.
 *
 * Nobody sees it die, because the supervisor has no exit event of it. So its slot is not used again, and what it holds
 * when it ends stays held. Nor can it start threads, whose life would hang on a supervisor that does not know it.
 *
 * @module
 */

import { UnsupportedError } from '../errors.ts';
import { claimSlot, joinWindow, type WasmMemory } from '../memory/index.ts';
import { joinProgram, type Program } from './program.ts';
import { agent } from './state.ts';

export function joinAsGuest(memory: WasmMemory, tag: string): Program {
  const state = agent();
  if (state.host === undefined) {
    throw new UnsupportedError(
      'Cannot unpack: no runtime is installed in this worker; import @interleave/node, @interleave/deno, ' +
        '@interleave/bun or @interleave/browser in its module',
    );
  }
  const id = claimSlot(joinWindow(memory));
  state.role = 'guest';
  return joinProgram(memory, id, tag);
}

/** What needs the supervisor is not for guests. */
export function refuseGuest(what: string): void {
  if (agent().role !== 'guest') return;
  throw new UnsupportedError(
    `Cannot ${what} in a worker that this library did not start: do it in the program’s first agent or in its threads`,
  );
}
