/**
 * A world from what is to be explored: its memory, set up, and its agents, with a reaper for each that may die.
 *
 * @module
 */

import { HANDLE, isTraveller, type HandleData } from '../agent/primitive.ts';
import { agent as agentState } from '../agent/state.ts';
import {
  claimSlot,
  freeSlot,
  HEADER,
  HEAP,
  KIND,
  LIVE,
  SLOT,
  slotAddress,
  type Address,
  type AgentId,
} from '../memory/index.ts';
import { Conflicts } from './conflicts.ts';
import { ExploredAgent } from './explored-agent.ts';
import { ExploredMemory } from './explored-memory.ts';
import { exploredHost, ExploredProgram } from './explored-program.ts';
import { ExploredWords } from './explored-words.ts';
import type { Body, Exploration, Limits, Self } from './exploration.ts';
import { Hash } from './hash.ts';
import { nameWords } from './word-names.ts';
import { World } from './world.ts';

const WORDS = 2 ** 16;

export interface Built {
  readonly world: World;
  /** Checks what is left at the end of a schedule. */
  check(): void;
}

export function buildWorld<S extends object>(
  exploration: Exploration<S>,
  limits: Limits,
  known: readonly number[] = [],
): Built {
  const memory = new ExploredMemory(WORDS, new Conflicts(WORDS, known));
  const world = new World(memory, limits);
  memory.ints[HEADER.bump] = HEAP;
  const outside = directly(memory, world);
  const shared = exploration.setup(outside);
  const handles = handlesOf(shared);
  const { words } = outside;
  const agents: ExploredAgent[] = [];
  const reapers = new Map<ExploredAgent, ExploredAgent>();
  const identities = new Map<ExploredAgent, AgentId>();
  const mortal = new Set(exploration.mortal ?? []);
  const names = Object.keys(exploration.agents);
  for (const name of mortal) {
    if (!names.includes(name))
      throw new TypeError(`Cannot explore ${exploration.name}: there is no agent ${name} that may die`);
  }
  const add = (
    name: string,
    body: (self: Self) => unknown,
    is: { mortal: boolean; lingers: boolean },
  ): ExploredAgent => {
    const me = claimSlot(words);
    words.store(slotAddress(me) + SLOT.state, LIVE);
    const agent: ExploredAgent = new ExploredAgent(agents.length, { name, ...is }, world, () => {
      const self = selfOf(agent, memory, me);
      return body(self);
    });
    agents.push(agent);
    identities.set(agent, me);
    return agent;
  };
  for (const [name, body] of Object.entries(exploration.agents) as [string, Body<S>][]) {
    add(name, (self) => body(wrapped(shared, handles, self), self), {
      mortal: mortal.has(name),
      lingers: false,
    });
  }
  for (const agent of [...agents].filter(({ mortal: dies }) => dies)) {
    const dead = identities.get(agent) as AgentId;
    const reaper = add(`reaper of ${agent.name}`, async (self) => bury(self, dead), {
      mortal: false,
      lingers: true,
    });
    reapers.set(agent, reaper);
  }
  world.agents = agents;
  world.reapers = reapers;
  world.daemons = new Set(exploration.daemons ?? []);
  world.nameOf = nameWords(handles, shared);
  memory.keep(HEAP);
  return {
    world,
    check: () => {
      const ended = agents.filter(({ state }) => state === 'ended').map(({ name }) => name);
      exploration.check?.(wrapped(shared, handles, outside), outside, world.notes, ended);
    },
  };
}

/** What the supervisor does when a worker certainly runs no more. */
async function bury({ words, program }: Self, dead: AgentId): Promise<void> {
  freeSlot(words, dead);
  program.bells.alarm();
}

/** For what runs before and after the schedules: its operations are no points of one. */
function directly(memory: ExploredMemory, world: World): Self {
  const history = new Hash();
  const words = new ExploredWords(memory, {
    views: () => memory,
    operate: (operation) => {
      if (operation.name === 'notify') return memory.wake(history, operation).length;
      if (operation.name === 'wait' || operation.name === 'waitAsync') {
        throw new TypeError('Cannot wait here: setup and check run alone');
      }
      return memory.perform(-1, history, operation);
    },
  });
  const me = claimSlot(words);
  words.store(slotAddress(me) + SLOT.state, LIVE);
  const state = agentState();
  const host = exploredHost(() => world.clock, true);
  state.host = host;
  const program = new ExploredProgram(host, words, me, state.decoders);
  state.program = program;
  return { name: 'outside', words, program, allocate: allocator(program), note: () => {} };
}

/** An agent's own program, made anew whenever its code runs from the beginning. */
function selfOf(agent: ExploredAgent, memory: ExploredMemory, me: AgentId): Self {
  const words = new ExploredWords(memory, agent);
  const state = agentState();
  state.host = exploredHost(() => agent.now(), true);
  const program = new ExploredProgram(state.host, words, me, state.decoders);
  state.program = program;
  return {
    name: agent.name,
    words,
    program,
    allocate: allocator(program),
    note: (...what) => agent.note(what),
  };
}

function allocator({ blocks }: ExploredProgram): (words: number) => Address {
  return (words) => blocks.allocate(KIND.bytes, words);
}

function handlesOf(shared: object): ReadonlyMap<string, HandleData> {
  const handles = new Map<string, HandleData>();
  for (const [key, value] of Object.entries(shared)) {
    if (typeof value === 'object' && value !== null && isTraveller(value)) handles.set(key, value[HANDLE]());
  }
  return handles;
}

/** What the setup made, with this agent's own wrappers in place of its primitives. */
function wrapped<S extends object>(
  shared: S,
  handles: ReadonlyMap<string, HandleData>,
  { program }: Self,
): S {
  if (handles.size === 0) return shared;
  const own = Object.fromEntries(
    [...handles].map(([key, data]) => [key, (program as ExploredProgram).wrap(data)]),
  );
  return { ...shared, ...own };
}
