/**
 * Makes the worker of a thread, in whichever agent is to make it.
 *
 * @module
 */

import type { WorkerHandle, WorkerRole } from '../host/host.ts';
import type { Address, AgentId } from '../memory/index.ts';
import type { Boot, Run } from './messages.ts';
import type { Program } from '../agent/program.ts';
import { VERSIONS } from '../agent/state.ts';
import { movesOf } from '../wire/encode.ts';

export interface SpawnRequest {
  readonly role: WorkerRole;
  readonly id: AgentId;
  readonly stocked: boolean;
  readonly name: string;
  readonly stackSize?: number | undefined;
  readonly atOnce?: boolean;
  /** Given to a worker that comes up at once. */
  readonly run?: Run | undefined;
}

/** A worker and the near end of its channel. */
export interface Spawned {
  readonly worker: WorkerHandle;
  readonly port: object;
}

export function spawn(program: Program, request: SpawnRequest): Spawned {
  const { threads } = program.host;
  const { near, far } = threads.channel();
  const boot: Boot = {
    role: request.role,
    versions: VERSIONS,
    madeBy: import.meta.url,
    memory: program.words.memory,
    id: request.id,
    stocked: request.stocked,
    atOnce: request.atOnce ?? false,
    run: request.run,
    tag: program.tag,
    trace: traceOf(program),
    port: far,
    first: program.me,
  };
  const worker = threads.spawn(
    { role: request.role, name: request.name, stackSize: request.stackSize },
    boot,
    [far, ...movesOf(request.run?.args.aside ?? [])],
  );
  return { worker, port: near };
}

/** A child process's threads would write in the memory of processes, which they need not have opened: they do not. */
function traceOf({ words, waits: { trace } }: Program): Address {
  return trace?.writesIn(words) === true ? trace.buffer.at : 0;
}

/** The name of the lock that an agent holds for life, where that is how its death is seen. */
export function lifeLockName(program: Program, id: AgentId): string {
  return `interleave/${program.tag}/${id}`;
}
