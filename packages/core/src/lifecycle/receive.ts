/**
 * What the supervisor says to an agent that is already up.
 *
 * @module
 */

import { textOf } from '../wire/error-fields.ts';
import type { Program } from '../agent/program.ts';
import { takeOffer } from './maker.ts';
import type { Make, ToMember } from './messages.ts';
import { spawn, type Spawned, type SpawnRequest } from './spawn.ts';
import { recordError } from './thread-record.ts';
import { callHook } from './uncaught.ts';
import type { WorkerHandle } from '../host/host.ts';
import { gone, type Address, type AgentId } from '../memory/index.ts';

export function receiveInMember(program: Program, message: ToMember): void {
  if (message.type === 'uncaught') hook(program, message.record);
  else if (message.type === 'make') make(program, message);
  else if (message.type === 'kill') terminateHere(program, message.id);
}

function hook(program: Program, record: Address): void {
  program.blocks.meet(record);
  try {
    const error = recordError(program, record);
    if (error !== undefined) callHook(program, record, error);
  } finally {
    program.control?.post({ type: 'hooked', record });
  }
}

/** Makes a worker for the supervisor, unless that has become tired of waiting. */
function make(program: Program, request: Make): void {
  const { words, control } = program;
  const { id } = request;
  if (control === undefined || !takeOffer(words, id)) return;
  try {
    const { port } = makeHere(program, request);
    control.post({ type: 'made', id, port }, [port]);
  } catch (error) {
    control.post({ type: 'died', id, reason: textOf(error) });
  }
}

/** Makes a thread's worker in this agent, and tells the supervisor what becomes of it. */
export function makeHere(program: Program, request: Omit<SpawnRequest, 'role'>): Spawned {
  const spawned = spawn(program, { ...request, role: 'thread' });
  const { worker } = spawned;
  const workers = made(program);
  for (const id of workers.keys()) if (gone(program.words, id)) workers.delete(id);
  workers.set(request.id, worker);
  const { id } = request;
  worker.onError((reason) => program.control?.post({ type: 'died', id, reason }));
  worker.onExit?.((reason) => program.control?.post({ type: 'exited', id, reason }));
  return spawned;
}

/** Ends a worker that was made here; false for another. */
export function terminateHere(program: Program, id: AgentId): boolean {
  const worker = made(program).get(id);
  worker?.terminate();
  return worker !== undefined;
}

const MADE: WeakMap<Program, Map<AgentId, WorkerHandle>> = new WeakMap();

/** The workers that this agent has made, which nobody else can end from outside. */
function made(program: Program): Map<AgentId, WorkerHandle> {
  let workers = MADE.get(program);
  if (workers === undefined) MADE.set(program, (workers = new Map()));
  return workers;
}
