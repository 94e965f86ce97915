/**
 * This agent's line to the supervisor, which the first agent makes when it first starts a thread.
 *
 * @module
 */

import type { Endpoint } from '../host/endpoint.ts';
import { claimSlot, HEADER, LIVE, SLOT, slotAddress, type Address, type AgentId } from '../memory/index.ts';
import { movesOf } from '../wire/encode.ts';
import type { Run, Start, ToMember } from './messages.ts';
import { loseSupervisor } from './lose-supervisor.ts';
import { refuseGuest } from '../agent/guest.ts';
import type { Program } from '../agent/program.ts';
import { makeHere, receiveInMember, terminateHere } from './receive.ts';
import { spawn } from './spawn.ts';
import { agent } from '../agent/state.ts';
import { Supervisor } from './supervisor.ts';
import { endRecord, ENDED, ownRecord } from './thread-record.ts';

/** Of a run that was given to its worker: they are there. */
const NO_ARGS: Run['args'] = { bytes: new Uint8Array(0), aside: [] };

export function control(program: Program): Endpoint {
  refuseGuest('start a thread or a process, or set the excepthook,');
  program.control ??=
    program.host.threads.supervisor === 'worker' ? startSupervisor(program) : supervise(program);
  return program.control;
}

/** Asks for a thread; its worker is made here where that is how this runtime starts them fast. */
export function requestStart(program: Program, request: Start, taken: boolean): void {
  if (!taken && makesWorkers(program)) startHere(program, request);
  else control(program).post(request, movesOf(request.run?.args.aside ?? []));
}

/** Whether this agent makes the worker of a thread that it starts. */
function makesWorkers({ host, words, supervisor }: Program): boolean {
  const { startsFromFirstAgent } = host.threads;
  if (agent().role !== 'first' || startsFromFirstAgent === 'never') return false;
  if (startsFromFirstAgent === 'always' || supervisor === 0) return true;
  return words.load(slotAddress(supervisor) + SLOT.state) !== LIVE;
}

/** The worker comes before the supervisor, which may have to be made too, and needs nothing from it to run its task. */
function startHere(program: Program, request: Start): void {
  const { run } = request;
  const { worker, port } = makeHere(program, { ...request, stocked: false, atOnce: true });
  try {
    const left = run === undefined ? undefined : { ...run, args: NO_ARGS };
    control(program).post({ ...request, run: left, port }, [port]);
  } catch (error) {
    worker.terminate();
    throw error;
  }
}

/** Ends a worker from outside, whatever it is doing. */
export function requestKill(program: Program, id: AgentId): void {
  control(program).post({ type: 'kill', id });
  // What the supervisor would ask of this agent is done at once: it may be about to block.
  terminateHere(program, id);
}

function startSupervisor(program: Program): Endpoint {
  const { threads } = program.host;
  const id = (program.supervisor = claimSlot(program.words));
  const { worker, port } = spawn(program, { role: 'supervisor', id, stocked: false, name: 'interleave' });
  worker.onError((reason) => loseSupervisor(program, program.me, reason));
  const endpoint = threads.endpoint(port);
  endpoint.receive((message) => receiveInMember(program, message as ToMember));
  surviveMain(program);
  return endpoint;
}

/** The supervisor is this agent, which cannot block: messages to it are calls that come a little later. */
function supervise(program: Program): Endpoint {
  const supervisor = new Supervisor(program, program.me);
  let toSupervisor: (message: unknown) => void = () => {};
  ownRecord(program);
  supervisor.serve(program.me, {
    post: (message) => queueMicrotask(() => receiveInMember(program, message as ToMember)),
    receive: (listener) => (toSupervisor = listener),
    close: () => {},
  });
  return {
    post: (message, transfer = []) => {
      // Moved at once, as a channel would, not when the message is read.
      const sent = transfer.length === 0 ? message : structuredClone(message, { transfer });
      queueMicrotask(() => toSupervisor(sent));
    },
    receive: () => {},
    close: () => {},
  };
}

/**
 * The program lives until its last non-daemon thread has ended, and then its last child process: daemonic ones are told
 * to end, as in Python.
 */
function surviveMain(program: Program): void {
  const { words, host } = program;
  const record = ownRecord(program);
  host.onIdle(() => {
    if (words.load(record) !== ENDED) endRecord(program, record, undefined);
    if (words.load(HEADER.living) !== 0) void isZero(program, HEADER.living);
    else if (words.load(HEADER.children) !== 0) void finishChildren(program);
  });
}

/** Waits for the last child process. */
export async function finishChildren(program: Program): Promise<void> {
  if (program.words.load(HEADER.children) === 0) return;
  control(program).post({ type: 'finish' });
  await isZero(program, HEADER.children);
}

/** Waits until a word that counts is 0. */
export async function isZero(program: Program, count: Address): Promise<void> {
  const { words, waits } = program;
  await waits.wait(program, count, () => words.load(count) === 0 || undefined, Infinity);
}
