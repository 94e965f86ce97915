/**
 * The program as this agent sees it: shared memory, who this agent is, and everything that waits here.
 *
 * Made when the first primitive is, so that importing the library costs nothing and a page without isolation can
 * still use what needs no shared memory.
 *
 * @module
 */

import { ScopeError, UnsupportedError } from '../errors.ts';
import type { Endpoint } from '../host/endpoint.ts';
import type { Host } from '../host/host.ts';
import {
  Blocks,
  claimSlot,
  createWindow,
  HEADER,
  Holdings,
  joinWindow,
  KIND,
  LIVE,
  SEGMENT_REFERENCE,
  SLOT,
  slotAddress,
  type Address,
  type AgentId,
  type Handle,
  type Kind,
  type ThreadWords,
  type WasmMemory,
} from '../memory/index.ts';
import { AsyncWaits } from './async-waits.ts';
import { ThreadBells, type Bells, type Service } from './bells.ts';
import { HANDLE, isTraveller, type HandleData, type HandleDecoder } from './primitive.ts';
import { processProgram, type Scope } from './scope.ts';
import { Spin } from './spin.ts';
import { agent, currentHost } from './state.ts';
import { beginTrace } from './trace.ts';

/** Each arrival of such a block is another wrapper, which is closed by itself, as a descriptor that was duplicated. */
const isApart = (kind: Kind): boolean => kind === KIND.end || kind === KIND.tag;

export class Program {
  readonly words: ThreadWords;
  readonly host: Host;
  readonly me: AgentId;
  readonly blocks: Blocks;
  /** Whether this agent must not wait for another's death, because it is the one that sees deaths. */
  readonly impatient: boolean;
  readonly waits: AsyncWaits;
  /** How long this agent's blocking waits look before they sleep, where a primitive has no judgement of its own. */
  readonly spin: Spin;
  readonly bells: Bells;
  /** To whoever starts threads and sees them end; made when first needed. */
  control: Endpoint | undefined;
  /** Where a worker does that, and this agent made it: its identity; else 0. */
  supervisor: AgentId = 0;
  /** This agent's thread; 0 in the supervisor, and in a first agent that has not asked. */
  record: Address = 0;
  /** Names the program among others of its origin, where runtimes keep names by origin. */
  readonly tag: string;
  readonly #decoders: ReadonlyMap<string, HandleDecoder> = agent().decoders;
  /** What runs in this agent as a thread of its own, and for which the agent lives on. */
  readonly calls: Set<Promise<unknown>> = new Set();
  /** The wrappers of this agent, so that a primitive that arrives twice is one object. */
  readonly #known: Map<Address, WeakRef<object>> = new Map();
  /** By the entry that a wrapper's reference has in the table of holdings. */
  readonly #collected: FinalizationRegistry<Address>;
  readonly #holdings: Holdings;
  /** The entries of what was adopted in a trial, by wrapper, which so is not collected before its end. */
  #trial: Map<object, Address> | undefined;

  constructor(
    host: Host,
    words: ThreadWords,
    me: AgentId,
    tag: string,
    bells: (service: Service) => Bells = (service) => new ThreadBells(words, me, service, host),
  ) {
    this.tag = tag;
    this.host = host;
    this.words = words;
    this.me = me;
    this.impatient = words.scope === 'thread' && seesDeaths(host);
    this.blocks = new Blocks(words, me, host.canBlock, this.impatient);
    this.waits = new AsyncWaits(words, host, me, bells);
    this.bells = this.waits.bells;
    this.spin = new Spin(() => host.now(), host.parallelism());
    this.#holdings = new Holdings(words, this.blocks, me);
    this.#collected = new FinalizationRegistry((entry) => {
      const at = this.#holdings.remove(entry);
      if (this.wrapperOf(at) === undefined) this.#known.delete(at);
      this.release(at);
    });
  }

  /**
   * Gives back one reference, and with the last one those that the block itself held: in a loop, because a queue may
   * be in a queue in a queue.
   */
  release(at: Address): void {
    if (at >= SEGMENT_REFERENCE) return this.#elsewhere(at);
    const { blocks } = this;
    if (!blocks.drop(at)) return;
    const free = [at];
    for (let block = free.pop(); block !== undefined; block = free.pop()) {
      const parts = PARTS.get(blocks.kindOf(block))?.(this, block) ?? [];
      blocks.free(block);
      for (const part of parts) {
        if (part >= SEGMENT_REFERENCE) this.#elsewhere(part);
        else {
          blocks.meet(part);
          if (blocks.drop(part)) free.push(part);
        }
      }
    }
  }

  /** The same for a block that this agent may not have met, of this memory or of that of processes. */
  letGo(at: Address): void {
    if (at < SEGMENT_REFERENCE) this.blocks.meet(at);
    this.release(at);
  }

  #elsewhere(at: Address): void {
    processProgram().letGo(at - SEGMENT_REFERENCE);
  }

  /** The program in whose memory a primitive is that travels with what this one sends. */
  home(scope: Scope = 'thread', what = 'it'): Program {
    if (scope === this.words.scope) return this;
    if (scope === 'process') return processProgram();
    throw new ScopeError(
      `${what} is of one process’s threads (scope "thread"); make it with multiprocessing, whose primitives reach ` +
        'other processes',
    );
  }

  /** Looks for what nobody tells of: called while this agent waits, now and then. */
  lookAround(): void {}

  /** Ties a block's reference, which this agent already counts, to the life of its wrapper. */
  adopt(wrapper: object, at: Address): void {
    this.waits.trace?.knows(wrapper, at);
    const entry = this.#holdings.add(at);
    this.#trial?.set(wrapper, entry);
    this.#collected.register(wrapper, entry, this.#trial);
  }

  /**
   * Runs what is only to have been run once: the primitives that this agent comes to know by it are given back at its end,
   * because it will not collect garbage for a long time. Nobody may use them afterwards.
   */
  async onTrial(run: () => Promise<void>): Promise<void> {
    const entries: Map<object, Address> = (this.#trial = new Map());
    try {
      await run();
    } finally {
      this.#trial = undefined;
      this.#collected.unregister(entries);
      for (const entry of entries.values()) {
        const at = this.#holdings.remove(entry);
        this.#known.delete(at);
        this.release(at);
      }
    }
  }

  /** The same for a wrapper that can be closed: what this gives gives the reference back, and is called once. */
  adoptUntilClosed(wrapper: object, at: Address): () => void {
    this.waits.trace?.knows(wrapper, at);
    const entry = this.#holdings.add(at);
    const token = {};
    this.#collected.register(wrapper, entry, token);
    return () => {
      this.#collected.unregister(token);
      this.release(this.#holdings.remove(entry));
    };
  }

  /** Writes down a reference that this agent has without a wrapper, so that its death gives it back. */
  note(at: Address): Address {
    return this.#holdings.add(at);
  }

  /** Strikes out what `note` wrote down: before the reference is given to somebody else, or given back. */
  strike(entry: Address): void {
    this.#holdings.remove(entry);
  }

  /** This agent's wrapper of a block, if it has one. */
  wrapperOf(at: Address): object | undefined {
    return this.#known.get(at)?.deref();
  }

  /** Makes a wrapper the one that this agent knows a block by. */
  know(wrapper: object, at: Address): void {
    this.#known.set(at, new WeakRef(wrapper));
  }

  /** A primitive for the wire. Its block has one more reference, in flight, until it is decoded. */
  encode(value: object): HandleData | undefined {
    if (!isTraveller(value)) return undefined;
    const data = value[HANDLE]();
    const home = this.home(data.scope, `this ${data.type}`);
    home.blocks.retain(data.at);
    if (!isApart(data.kind)) home.know(value, data.at);
    return data;
  }

  /** The wrapper of a primitive that arrived; the reference that was in flight becomes its, or goes. */
  decode(data: HandleData): object {
    const home = this.home(data.scope);
    if (home !== this) return home.decode(data);
    const handle: Handle = data;
    this.blocks.check(handle, data.kind);
    const known = isApart(data.kind) ? undefined : this.wrapperOf(data.at);
    if (known !== undefined) {
      this.release(data.at);
      return known;
    }
    const decoder = this.#decoders.get(decoderKey(data.type, data.scope));
    if (decoder === undefined)
      throw new UnsupportedError(`Cannot receive a ${data.type}: no decoder is registered`);
    const wrapper = decoder(this, data);
    if (!isApart(data.kind)) this.know(wrapper, data.at);
    return wrapper;
  }
}

/**
 * Registers how a kind of primitive arrives. Of several copies of this library the last serves: a thread's entry
 * brings the first, and what arrives must be of the classes that the user's modules see.
 */
export function registerDecoder(type: string, decoder: HandleDecoder, scope?: Scope): void {
  agent().decoders.set(decoderKey(type, scope), decoder);
}

function decoderKey(type: string, scope: Scope | undefined): string {
  return scope === 'process' ? `multiprocessing.${type}` : type;
}

function seesDeaths(host: Host): boolean {
  const { role } = agent();
  return role === 'supervisor' || (role === 'first' && host.threads.supervisor === 'first-agent');
}

/** The blocks that a block of this kind holds one reference to each. */
export type PartsOf = (program: Program, at: Address) => Address[];

const PARTS: Map<Kind, PartsOf> = new Map();

export function registerParts(kind: Kind, partsOf: PartsOf): void {
  PARTS.set(kind, partsOf);
}

/** This agent's program, made here when this is the first agent. */
export function currentProgram(): Program {
  const state = agent();
  return state.program ?? makeProgram();
}

/** This agent's program in a scope. */
export function programOf(scope: Scope): Program {
  return scope === 'thread' ? currentProgram() : processProgram();
}

function makeProgram(): Program {
  const host = currentHost();
  if (host.noSharedMemory !== undefined) throw new UnsupportedError(host.noSharedMemory);
  const words = createWindow();
  const tag = Array.from({ length: 4 }, () => Math.trunc(Math.random() * 2 ** 32).toString(36)).join('');
  host.onExit(() => words.store(HEADER.exiting, 1));
  const me = claimSlot(words);
  words.store(slotAddress(me) + SLOT.state, LIVE);
  const program = install(new Program(host, words, me, tag));
  if (agent().traced) beginTrace(program);
  return program;
}

/** Joins the program that another agent made, under the identity that it gave us. */
export function joinProgram(memory: WasmMemory, me: AgentId, tag: string): Program {
  return install(new Program(currentHost(), joinWindow(memory), me, tag));
}

function install(program: Program): Program {
  agent().program = program;
  return program;
}
