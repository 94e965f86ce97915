/**
 * One agent, one state, at `globalThis[Symbol.for('interleave/agent')]`.
 *
 * A thread's entry module is bundled with a copy of core, and the task module that it imports brings its own. The
 * copy that comes first makes the state; the next adopts it when it speaks the same protocol, layout and codec,
 * and throws VersionError when not. So everything that two copies must agree on hangs on this object.
 *
 * @module
 */

import { UnsupportedError, VersionError } from '../errors.ts';
import type { Host } from '../host/host.ts';
import { LAYOUT_VERSION } from '../memory/index.ts';
import { CODEC_VERSION } from '../wire/tags.ts';
import type { CustomType } from '../wire/custom-types.ts';
import type { HandleDecoder } from './primitive.ts';
import type { ProcessMemory } from './process-memory.ts';
import type { Program } from './program.ts';

/** What two copies of core must share to work on one program. */
export interface Versions {
  readonly protocol: number;
  readonly layout: number;
  readonly codec: number;
}

export const VERSIONS: Versions = { protocol: 1, layout: LAYOUT_VERSION, codec: CODEC_VERSION };

/** `guest`: a worker that this library did not start. */
export type Role = 'first' | 'thread' | 'supervisor' | 'guest';

/** What an excepthook is called with; the threading module says what its thread is. */
export interface UncaughtArgs {
  readonly error: Error;
  readonly thread: object | null;
}

/** A thread's value of one Local, with the generation of the block that the Local is known by. */
export interface LocalSlot {
  readonly generation: number;
  value: unknown;
  filled: boolean;
}

export interface AgentState {
  readonly versions: Versions;
  /** The module that made this state, named in a VersionError. */
  readonly madeBy: string;
  role: Role;
  /** Whether this is the first agent of a child process: it runs a task, and no program of its own. */
  isChild: boolean;
  host: Host | undefined;
  /** Shared memory and everything over it; made when first needed. */
  program: Program | undefined;
  /** The same over the memory that processes share. */
  processes: Program | undefined;
  /** Opens that; set by whatever copy of core was imported last. */
  openProcesses: (() => Program) | undefined;
  processMemory: ProcessMemory | undefined;
  /** The tasks that modules have defined here, by module, group and name. */
  // oxlint-disable-next-line typescript/no-unsafe-function-type
  readonly tasks: Map<string, Function>;
  /** What moves with a value when it is sent, by `transfer`. */
  readonly transfers: WeakMap<object, readonly object[]>;
  /** Error classes that `defineErrors` added, by name. */
  readonly errorClasses: Map<string, abstract new (...args: never[]) => Error>;
  /** How to make a wrapper from what arrived, by its type. */
  readonly decoders: Map<string, HandleDecoder>;
  /** Classes that `defineTypes` added. */
  readonly types: {
    readonly byName: Map<string, CustomType>;
    readonly byPrototype: Map<object, CustomType>;
  };
  /** This agent's excepthook, undefined for the default. */
  excepthook: ((args: UncaughtArgs) => void) | undefined;
  /** The values of Locals that were sent or have arrived, by block. */
  readonly locals: Map<number, LocalSlot>;
  /** The primitives of `shared` that this agent has asked for, by key: the program keeps them. */
  readonly shared: Map<string, object>;
  /** Holds the pool's task that runs in this moment, where the runtime cannot tell flows apart. */
  running: object | undefined;
  /** While a task's arguments are decoded: what they need before the task may use them without a pause. */
  preparing: Promise<unknown>[] | undefined;
  /** How many task modules are being evaluated right now. */
  evaluating: number;
  /** Whether the program that is made here is to be traced from its beginning: see agent/trace.ts. */
  traced: boolean;
}

const KEY: unique symbol = Symbol.for('interleave/agent') as never;

interface WithState {
  [KEY]?: AgentState;
}

let adopted: AgentState | undefined;

/** This agent's state. */
export function agent(): AgentState {
  adopted ??= adopt();
  return adopted;
}

function adopt(): AgentState {
  const scope = globalThis as WithState;
  const existing = scope[KEY];
  if (existing === undefined) {
    const state: AgentState = {
      versions: VERSIONS,
      madeBy: import.meta.url,
      role: 'first',
      isChild: false,
      host: undefined,
      program: undefined,
      processes: undefined,
      openProcesses: undefined,
      processMemory: undefined,
      tasks: new Map(),
      transfers: new WeakMap(),
      errorClasses: new Map(),
      decoders: new Map(),
      types: { byName: new Map(), byPrototype: new Map() },
      excepthook: undefined,
      locals: new Map(),
      shared: new Map(),
      running: undefined,
      preparing: undefined,
      evaluating: 0,
      traced: false,
    };
    Object.defineProperty(scope, KEY, { value: state });
    return state;
  }
  checkVersions(existing.versions, existing.madeBy);
  return existing;
}

export function speaksAlike(other: Versions): boolean {
  return differing(other).length === 0;
}

function differing(other: Versions): (keyof Versions)[] {
  return (['protocol', 'layout', 'codec'] as const).filter((part) => other[part] !== VERSIONS[part]);
}

/** Refuses to work with a copy of core that speaks otherwise. */
export function checkVersions(other: Versions, madeBy: string): void {
  const differs = differing(other);
  if (differs.length === 0) return;
  const show = (versions: Versions): string => differs.map((part) => `${part} ${versions[part]}`).join(', ');
  throw new VersionError(
    `Cannot share one program between two copies of @interleave/core: ${madeBy} has ${show(other)}, ` +
      `${import.meta.url} has ${show(VERSIONS)}; install one version of it for the program and its task modules`,
  );
}

/** Called by a runtime package when it is imported. The first to come stays. */
export function installHost(host: Host): void {
  agent().host ??= host;
}

/** This agent's runtime. */
export function currentHost(): Host {
  const { host } = agent();
  if (host !== undefined) return host;
  throw new UnsupportedError(
    'No runtime is installed: import @interleave/node, @interleave/deno, @interleave/bun or @interleave/browser ' +
      'in the program’s entry module',
  );
}
