/**
 * Starts threads and sees them end, in an agent that never runs user code and therefore never blocks. So a program
 * in which everybody blocks still gets its threads started, and learns of those that died.
 *
 * A death is acted on when it is certain (the runtime's exit event, or the life lock is free): the slot is freed,
 * which makes the identity gone for everybody, then the thread's record ends, and everybody who waits for anything
 * looks again. Locks that the dead held are found by their waiters, not searched for here. What needs a latch that
 * the dead, or another whose death is not known yet, may have died in is tried again later.
 *
 * @module
 */

import { StateError } from '../errors.ts';
import type { Endpoint } from '../host/endpoint.ts';
import {
  freeSlot,
  gone,
  HEADER,
  releaseHoldings,
  SLOT,
  slotAddress,
  type Address,
  type AgentId,
} from '../memory/index.ts';
import { movesOf } from '../wire/encode.ts';
import { textOf } from '../wire/error-fields.ts';
import type { Run, Start, ToMember, ToSupervisor } from './messages.ts';
import { printThreadError } from '../agent/print-error.ts';
import type { Program } from '../agent/program.ts';
import { lifeLockName, spawn } from './spawn.ts';
import { checkVersions } from '../agent/state.ts';
import {
  DAEMON,
  ENDED,
  endRecord,
  RECORD,
  recordError,
  recordName,
  takeUnreported,
  uncountRecord,
} from './thread-record.ts';

interface Member {
  readonly endpoint: Endpoint;
  readonly record: Address;
  /** Given to it when it is ready, then forgotten. */
  run: Run | undefined;
  /** Whether it came up, so that its life lock tells of its end. */
  ready: boolean;
  /** Records whose error this member's hook has been given and has not answered for. */
  readonly hooks: Set<Address>;
}

/** Until a latch is tried again, in milliseconds. */
const RETRY_MS = 5;
const TRIES = 1000;

export class Supervisor {
  readonly #program: Program;
  readonly #members: Map<AgentId, Member> = new Map();

  constructor(program: Program) {
    this.#program = program;
  }

  /** Serves an agent over a channel. */
  connect(id: AgentId, endpoint: Endpoint, record: Address, run?: Run): void {
    this.#members.set(id, { endpoint, record, run, ready: false, hooks: new Set() });
    endpoint.receive((message) => this.#receive(id, message as ToSupervisor));
  }

  #receive(from: AgentId, message: ToSupervisor): void {
    switch (message.type) {
      case 'start':
        return this.#start(message);
      case 'hello':
        return this.#greet(from, message);
      case 'ready':
        return this.#run(from);
      case 'hooked':
        return this.#hooked(from, message.record);
      case 'failed':
        return this.#failed(message.record);
      case 'died':
        return this.#fail(message.id, message.reason);
    }
  }

  #start(request: Start): void {
    const { id, record } = request;
    const { threads } = this.#program.host;
    this.#program.blocks.meet(record);
    try {
      let { port } = request;
      if (port === undefined) {
        const made = spawn(this.#program, { role: 'thread', ...request });
        port = made.port;
        made.worker.onError((reason) => this.#fail(id, reason));
        made.worker.onExit?.((reason) => this.#bury(id, reason));
      }
      this.connect(id, threads.endpoint(port), record, request.run);
    } catch (error) {
      this.#giveUp(request.run);
      this.#bury(id, `it could not be started: ${textOf(error)}`);
    }
  }

  #greet(id: AgentId, { versions, madeBy }: Extract<ToSupervisor, { type: 'hello' }>): void {
    try {
      checkVersions(versions, madeBy);
      this.#post(id, { type: 'welcome' });
    } catch (error) {
      const record = this.#members.get(id)?.record;
      if (record !== undefined) this.#later(() => this.#end(record, error as Error));
      this.#post(id, { type: 'leave' });
    }
  }

  #run(id: AgentId): void {
    const { lifeLocks } = this.#program.host.threads;
    // Not earlier: the agent holds its life lock from before it is ready.
    void lifeLocks?.whenFree(lifeLockName(this.#program, id)).then(() => this.#bury(id, 'it ended itself'));
    const member = this.#members.get(id);
    if (member === undefined) return;
    member.ready = true;
    const { run } = member;
    member.run = undefined;
    if (run !== undefined) member.endpoint.post(run, movesOf(run.args.aside));
  }

  #post(id: AgentId, message: ToMember): void {
    this.#members.get(id)?.endpoint.post(message);
  }

  /** Something went wrong that the thread could not say itself: it did not load, it ran out of memory. */
  #fail(id: AgentId, reason: string): void {
    const member = this.#members.get(id);
    if (member === undefined) return;
    const { record, ready } = member;
    const name = recordName(this.#program, record);
    this.#later(() => this.#end(record, new StateError(`The thread ${name} could not go on: ${reason}`)));
    // Without an exit event, and without the life lock that it would have taken, nothing else tells of its end.
    if (!ready && this.#program.host.threads.lifeLocks !== undefined) this.#bury(id, reason);
  }

  /** The agent certainly runs no more. */
  #bury(id: AgentId, reason: string): void {
    const { words, bells, blocks } = this.#program;
    if (gone(words, id)) return;
    const slot = slotAddress(id);
    const record = words.load(slot + SLOT.record);
    const holdings = words.load(slot + SLOT.holdings);
    const member = this.#members.get(id);
    this.#members.delete(id);
    member?.endpoint.close();
    words.store(slot + SLOT.record, 0);
    freeSlot(words, id);
    bells.alarm();
    this.#later(() => {
      const name = recordName(this.#program, record);
      this.#end(record, new StateError(`The thread ${name} died before its task was done: ${reason}`));
      if (takeUnreported(this.#program, record)) this.#dispatch(record);
      if (member !== undefined) this.#settle(member);
      releaseHoldings(words, blocks, holdings, (at) => this.#program.release(at));
      this.#program.release(record);
    });
  }

  /** What a member leaves behind: a task it was never given, hooks it will not call. */
  #settle(member: Member): void {
    this.#giveUp(member.run);
    member.run = undefined;
    for (const hooked of member.hooks) {
      this.#report(hooked);
      this.#program.release(hooked);
    }
    member.hooks.clear();
  }

  #giveUp(run: Run | undefined): void {
    for (const at of run?.handles ?? []) {
      this.#program.blocks.meet(at);
      this.#program.release(at);
    }
  }

  /** Does it now, or as soon as the latch it needs is free. What was done of it is not done twice. */
  #later(act: () => void, tries = TRIES): void {
    try {
      act();
    } catch (error) {
      if (tries > 0) setTimeout(() => this.#later(act, tries - 1), RETRY_MS);
      else this.#program.host.writeError(`Cannot bury a thread: ${textOf(error)}\n`);
    }
  }

  /** Ends the record of a thread that did not end it itself. */
  #end(record: Address, error: Error): void {
    if (this.#program.words.load(record) === ENDED) return;
    endRecord(this.#program, record, error);
    this.#dispatch(record);
  }

  /** The sender gave us its reference. */
  #failed(record: Address): void {
    this.#program.blocks.meet(record);
    this.#dispatch(record);
    this.#program.release(record);
  }

  /** Gives an ended thread's error to the excepthook, in the agent that set it. */
  #dispatch(record: Address): void {
    const { words, blocks } = this.#program;
    const hookAgent = words.load(HEADER.hookAgent);
    const member = hookAgent === 0 ? undefined : this.#members.get(hookAgent);
    if (member === undefined) return this.#report(record);
    // In flight until the hook has answered: its agent may look at the thread.
    blocks.retain(record);
    member.hooks.add(record);
    member.endpoint.post({ type: 'uncaught', record } satisfies ToMember);
    // A hook in a daemon thread is no reason for the program to live.
    if ((words.load(member.record + RECORD.flags) & DAEMON) !== 0) uncountRecord(this.#program, record);
  }

  #hooked(id: AgentId, record: Address): void {
    if (this.#members.get(id)?.hooks.delete(record) !== true) return;
    uncountRecord(this.#program, record);
    this.#program.release(record);
  }

  /** The default hook, where nobody else can run one. */
  #report(record: Address): void {
    const { host } = this.#program;
    const error = recordError(this.#program, record);
    if (error !== undefined) printThreadError(host, recordName(this.#program, record), error);
    uncountRecord(this.#program, record);
  }
}
