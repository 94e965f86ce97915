/**
 * Starts threads and sees them end, in an agent that never runs user code and therefore never blocks. So a program
 * in which everybody blocks still gets its threads started, and learns of those that died.
 *
 * A death is acted on when it is certain (the runtime's exit event, or the life lock is free): the slot is freed,
 * which makes the identity gone for everybody, then the thread's record ends, and everybody who waits for anything
 * looks again. Locks that the dead held are found by their waiters, not searched for here. What needs a latch that
 * the dead, or another whose death is not known yet, may have died in is tried again later.
 *
 * A member is an agent that this one talks to: the first agent, threads, and workers of the stock, which become
 * threads without anybody asking here.
 *
 * @module
 */

import { StateError } from '../errors.ts';
import type { Endpoint } from '../host/endpoint.ts';
import {
  enterStock,
  freeSlot,
  ENDING,
  gone,
  HEADER,
  leaveStock,
  LIVE,
  releaseHoldings,
  SLOT,
  slotAddress,
  type Address,
  type AgentId,
} from '../memory/index.ts';
import { movesOf } from '../wire/encode.ts';
import { textOf } from '../wire/error-fields.ts';
import { Maker } from './maker.ts';
import type { Kill, Run, Start, ToMember, ToSupervisor } from './messages.ts';
import { printThreadError } from '../agent/print-error.ts';
import type { Program } from '../agent/program.ts';
import { processProgram } from '../agent/scope.ts';
import { Children } from './processes/children.ts';
import { lifeLockName } from './spawn.ts';
import { BY_MESSAGE, untaken } from './start-word.ts';
import { Stock } from './stock.ts';
import { checkVersions } from '../agent/state.ts';
import {
  DAEMON,
  ENDED,
  endRecord,
  isLookedAfter,
  RECORD,
  recordError,
  recordName,
  takeUnreported,
  uncountRecord,
} from './thread-record.ts';

interface Member {
  /** Undefined while its worker is being made. */
  endpoint: Endpoint | undefined;
  /** Given to it when it is ready. */
  run: Run | undefined;
  /** The references in what it runs, while that is not known to be taken. */
  handles: readonly Address[];
  /** Whether it has said that it ends. */
  leaves: boolean;
  /** Whether it came up, so that its life lock tells of its end. */
  ready: boolean;
  /** Records whose error this member's hook has been given and has not answered for. */
  readonly hooks: Set<Address>;
}

/** Until a latch is tried again, in milliseconds. */
const RETRY_MS = 5;
const TRIES = 1000;
/** How much later than a worker's end its maker may say why, in milliseconds. */
const PATIENCE_MS = 25;
/** Of a worker that did not say that it ends. */
const SILENT = 'it ended without a word, as one does that runs out of memory';

export class Supervisor {
  readonly #program: Program;
  readonly #members: Map<AgentId, Member> = new Map();
  readonly #maker: Maker;
  readonly #stock: Stock;
  /** Made for the first child process. */
  #children: Children | undefined;
  readonly #first: AgentId;

  constructor(program: Program, first: AgentId) {
    this.#program = program;
    this.#first = first;
    const { host, me } = program;
    this.#maker = new Maker(
      program,
      {
        made: (id, port) => this.#made(id, port),
        refused: (id, reason) => this.#refused(id, reason),
        failed: (id, reason) => this.#fail(id, reason),
        exited: (id, reason) => this.#bury(id, reason),
      },
      host.threads.startsFromFirstAgent === 'always' && first !== me
        ? (make) => this.#post(first, make)
        : undefined,
    );
    const make = (id: AgentId): void => {
      this.#join(id);
      this.#maker.make({ id, name: 'interleave', stocked: true });
    };
    this.#stock = new Stock(program, make, () => this.#comingUp());
  }

  /** Serves the first agent, which is up. */
  serve(first: AgentId, endpoint: Endpoint): void {
    this.#join(first).ready = true;
    this.#connect(first, endpoint);
  }

  #join(id: AgentId, run?: Run): Member {
    const member = this.#members.get(id) ?? {
      endpoint: undefined,
      run,
      handles: run?.handles ?? [],
      leaves: false,
      ready: false,
      hooks: new Set(),
    };
    this.#members.set(id, member);
    return member;
  }

  #connect(id: AgentId, endpoint: Endpoint): void {
    this.#join(id).endpoint = endpoint;
    endpoint.receive((message) => this.#receive(id, message as ToSupervisor));
  }

  /** Whether a thread was started whose worker is not up. */
  #comingUp(): boolean {
    for (const [id, { ready }] of this.#members) if (!ready && this.#recordOf(id) !== 0) return true;
    return false;
  }

  /** The record of a member's thread; 0 for the first agent while nobody has asked, and in the stock. */
  #recordOf(id: AgentId): Address {
    const { words, blocks } = this.#program;
    const record = words.load(slotAddress(id) + SLOT.record);
    if (record !== 0) blocks.meet(record);
    return record;
  }

  #receive(from: AgentId, message: ToSupervisor): void {
    switch (message.type) {
      case 'start':
        return this.#start(message);
      case 'made':
        return this.#made(message.id, message.port);
      case 'hello':
        return this.#greet(from, message);
      case 'ready':
        return this.#run(from);
      case 'leaves':
        return this.#leaves(from);
      case 'kill':
        return this.#kill(message);
      case 'hooked':
        return this.#hooked(from, message.record);
      case 'failed':
        return this.#failed(message.record);
      case 'died':
        return this.#fail(message.id, message.reason);
      case 'exited':
        return this.#bury(message.id, message.reason);
      default:
        this.#children ??= new Children(this.#program, (act) => this.#later(act));
        return this.#children.receive(message);
    }
  }

  #leaves(id: AgentId): void {
    const member = this.#members.get(id);
    if (member !== undefined) member.leaves = true;
  }

  /** What a dead worker's slot is by now does not matter: its identity names nobody else. */
  #kill(kill: Kill): void {
    const { words } = this.#program;
    if (gone(words, kill.id)) return;
    words.compareExchange(slotAddress(kill.id) + SLOT.state, LIVE, ENDING);
    if (!this.#maker.terminate(kill.id)) this.#post(this.#first, kill);
  }

  #start({ id, name, stackSize, run, port }: Start): void {
    const known = this.#members.get(id);
    // Of the stock: only what has to move comes this way.
    if (known !== undefined) {
      known.run = run;
      known.handles = run?.handles ?? [];
      return this.#giveRun(known);
    }
    const member = this.#join(id, run);
    if (port === undefined) this.#maker.make({ id, name, stackSize, stocked: false });
    else {
      // Its worker has that already.
      member.run = undefined;
      this.#made(id, port);
      // Whoever made it may be blocked; if not, it will say more of the reason.
      const ended = (): void => this.#bury(id, member.leaves ? 'it ended itself' : SILENT);
      this.#program.host.threads.onPeerEnd?.(port, () => setTimeout(ended, PATIENCE_MS));
    }
    this.#stock.count(1);
  }

  #made(id: AgentId, port: object): void {
    this.#connect(id, this.#program.host.threads.endpoint(port));
    if (this.#recordOf(id) === 0) enterStock(this.#program.words, id);
  }

  #refused(id: AgentId, reason: string): void {
    if (this.#recordOf(id) !== 0) return this.#bury(id, `it could not be started: ${reason}`);
    this.#members.delete(id);
    this.#stock.lost(id);
    freeSlot(this.#program.words, id);
  }

  #greet(id: AgentId, { versions, madeBy }: Extract<ToSupervisor, { type: 'hello' }>): void {
    // The news of its death may be here before its own word.
    if (!this.#members.has(id)) return;
    try {
      checkVersions(versions, madeBy);
      this.#post(id, { type: 'welcome' });
    } catch (error) {
      const record = this.#recordOf(id);
      if (record !== 0) this.#later(() => this.#end(record, error as Error));
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
    this.#giveRun(member);
    this.#stock.settled(id);
  }

  #giveRun(member: Member): void {
    const { run, endpoint, ready } = member;
    if (run === undefined || !ready) return;
    member.run = undefined;
    endpoint?.post(run, movesOf(run.args.aside));
  }

  #post(id: AgentId, message: ToMember): void {
    this.#members.get(id)?.endpoint?.post(message);
  }

  /** Something went wrong that the thread could not say itself: it did not load, it ran out of memory. */
  #fail(id: AgentId, reason: string): void {
    const member = this.#members.get(id);
    if (member === undefined) return;
    if (member.endpoint === undefined) return this.#refused(id, reason);
    const record = this.#recordOf(id);
    if (record !== 0) {
      const name = recordName(this.#program, record);
      this.#later(() => this.#end(record, new StateError(`The thread ${name} could not go on: ${reason}`)));
    }
    // Without an exit event, and without the life lock that it would have taken, nothing else tells of its end.
    if (!member.ready && this.#program.host.threads.lifeLocks !== undefined) this.#bury(id, reason);
  }

  /** The agent certainly runs no more. Among processes that is the kernel's to say, which may do so a little later. */
  #bury(id: AgentId, reason: string, tries = TRIES): void {
    const { words, bells, blocks } = this.#program;
    if (gone(words, id)) return;
    // The program is ending, and takes its threads with it: that is no death to report.
    if (words.load(HEADER.exiting) !== 0) return;
    const abroad = words.load(slotAddress(id) + SLOT.abroad);
    if (tries > 0 && livesAbroad(abroad)) {
      setTimeout(() => this.#bury(id, reason, tries - 1), RETRY_MS);
      return;
    }
    const idle = leaveStock(words, id);
    const record = this.#recordOf(id);
    if (record === 0 && !idle) {
      // Somebody has taken it just now, and is about to say for which thread.
      setTimeout(() => this.#bury(id, reason), RETRY_MS);
      return;
    }
    const slot = slotAddress(id);
    const holdings = words.load(slot + SLOT.holdings);
    const start = words.load(slot + SLOT.start);
    const member = this.#members.get(id);
    this.#members.delete(id);
    this.#maker.forget(id);
    this.#stock.lost(id);
    if (member?.endpoint !== undefined) closeLater(member.endpoint);
    words.store(slot + SLOT.record, 0);
    freeSlot(words, id);
    bells.alarm();
    if (abroad !== 0) this.#later(() => processProgram().lookAround());
    for (const at of untaken(this.#program, start, member?.handles ?? []))
      this.#later(() => this.#program.letGo(at));
    if (start > BY_MESSAGE) this.#later(() => this.#program.release(start));
    if (record === 0) return;
    this.#later(() => {
      const name = recordName(this.#program, record);
      this.#end(record, new StateError(`The thread ${name} died before its task was done: ${reason}`));
      if (takeUnreported(this.#program, record)) this.#dispatch(record);
      if (member !== undefined) this.#settle(member);
      releaseHoldings(words, blocks, holdings, (at) => this.#program.letGo(at));
      this.#program.release(record);
    });
  }

  /** What a member leaves behind: hooks that it will not call. */
  #settle(member: Member): void {
    for (const hooked of member.hooks) {
      this.#report(hooked);
      this.#program.release(hooked);
    }
    member.hooks.clear();
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
    if (isLookedAfter(this.#program, record)) uncountRecord(this.#program, record);
    else this.#dispatch(record);
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
    this.#post(hookAgent, { type: 'uncaught', record });
    // A hook in a daemon thread is no reason for the program to live.
    const hooked = this.#recordOf(hookAgent);
    if (hooked !== 0 && (words.load(hooked + RECORD.flags) & DAEMON) !== 0)
      uncountRecord(this.#program, record);
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

/** Whether an agent still lives among processes, as far as that can be known here. */
function livesAbroad(id: AgentId): boolean {
  if (id === 0) return false;
  try {
    return !gone(processProgram().words, id);
  } catch {
    // Every slot of the program is taken: others will see to its dead.
    return false;
  }
}

/**
 * Closes a dead agent's line when what it said last has been heard: that is all there by now, and may still come after
 * the news of its death. A thread may start another and end at once.
 */
function closeLater(endpoint: Endpoint): void {
  // A timer may be due before the messages of the same turn; the second is not.
  setTimeout(() => setTimeout(() => endpoint.close(), RETRY_MS), RETRY_MS);
}
