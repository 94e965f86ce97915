/**
 * What agents say to each other by messages: how threads come up, and errors that nobody caught. Everything else
 * is said in shared memory.
 *
 * A thread comes up in two phases. It says `hello` with its versions; the supervisor answers `welcome`; the thread
 * says `ready` and looks for its task in shared memory, or waits for it where it has to come by message. The second
 * phase is not politeness: in Chromium what is sent in answer to a worker's first message may not arrive while the
 * sender then blocks.
 *
 * @module
 */

import type { HandleData } from '../agent/primitive.ts';
import type { Versions } from '../agent/state.ts';
import { WAIT_POINT_WORDS } from '../agent/wait-point.ts';
import type { WorkerRole } from '../host/host.ts';
import type { ChildOrder, ProcessSignal } from '../host/system-host.ts';
import type { Address, AgentId, WasmMemory } from '../memory/index.ts';
import type { TaskAddress } from '../task/task.ts';
import type { Encoded } from '../wire/encode.ts';

/** What a worker is given at its start. */
export interface Boot {
  readonly role: WorkerRole;
  readonly versions: Versions;
  readonly madeBy: string;
  readonly memory: WasmMemory;
  readonly id: AgentId;
  /** Whether it is made ahead, for a thread that will take it. */
  readonly stocked: boolean;
  readonly tag: string;
  /** Where who is traced writes: see agent/trace-buffer.ts; 0 where nobody is. */
  readonly trace: Address;
  /**
   * Whether it comes up without the supervisor's answer, which may itself be coming up: the first agent made it, for a
   * thread of its own.
   */
  readonly atOnce: boolean;
  /** Of one that comes up at once: what it would be sent, where that has to come by message. */
  readonly run: Run | undefined;
  /** To the supervisor; in the supervisor itself, to the first agent. */
  readonly port: object;
  /** In the supervisor: who the first agent is. */
  readonly first: AgentId;
}

/** A task that is called later, unless it is cancelled. */
export interface Delay {
  /** When, in milliseconds since the epoch by the monotonic clock that all agents share; absent: never. */
  readonly due?: number;
  /** An event, which is set to cancel it. */
  readonly cancelled: HandleData;
}

/** A task and what to call it with. */
export interface Run {
  readonly type: 'run';
  readonly task: TaskAddress;
  readonly args: Encoded;
  readonly delay?: Delay | undefined;
  /** The blocks that are in flight with the arguments, to be given back where those are never decoded. */
  readonly handles: readonly Address[];
}

/** A thread to start. */
export interface Start {
  readonly type: 'start';
  readonly id: AgentId;
  readonly record: Address;
  readonly name: string;
  readonly stackSize: number | undefined;
  /**
   * Absent where the thread finds it in shared memory: see start-word.ts. Where the sender has made the worker and given
   * it that, it is here without its arguments, for the case that it is never taken.
   */
  readonly run: Run | undefined;
  /** To the thread, where the sender has made its worker already. */
  readonly port?: object;
}

/** A worker to make. */
export interface Make {
  readonly type: 'make';
  readonly id: AgentId;
  readonly name: string;
  readonly stackSize: number | undefined;
  readonly stocked: boolean;
}

/** A worker is to be ended from outside, whatever it is doing. */
export interface Kill {
  readonly type: 'kill';
  readonly id: AgentId;
}

/** A child process to start. */
export interface Launch {
  readonly type: 'launch';
  readonly record: Address;
  readonly order: ChildOrder;
  /** Whether one that was started ahead will do. */
  readonly standby: boolean;
  /** What it is told: see processes/start-frame.ts. */
  readonly frame: Uint8Array<ArrayBuffer>;
}

/** Where in the answer the records begin. */
export const LISTED: number = WAIT_POINT_WORDS;

/** Which child processes live: see processes/child-list.ts. */
export interface ListChildren {
  readonly type: 'children';
  readonly answer: Address;
  /** How many of them the answer has words for. */
  readonly room: number;
}

/** What is said of child processes. */
export type ToChildren =
  | Launch
  | ListChildren
  /** Children that wait ahead will be wanted. */
  | { readonly type: 'prepare'; readonly order: ChildOrder }
  | { readonly type: 'signal'; readonly record: Address; readonly signal: ProcessSignal }
  /** Nothing but its children keeps the program alive. */
  | { readonly type: 'finish' };

export type ToSupervisor =
  | Start
  | { readonly type: 'hello'; readonly versions: Versions; readonly madeBy: string }
  | { readonly type: 'ready' }
  /** By a worker that the first agent has made: it ends, by whatever it does itself. */
  | { readonly type: 'leaves' }
  | Kill
  | ToChildren
  /** The first agent has made a worker that it was asked for. */
  | { readonly type: 'made'; readonly id: AgentId; readonly port: object }
  | { readonly type: 'hooked'; readonly record: Address }
  /** What runs in the sender as a thread of its own ended with an error, for the hook of another agent. */
  | { readonly type: 'failed'; readonly record: Address }
  /** A worker that the first agent has made cannot go on, and may still run. */
  | { readonly type: 'died'; readonly id: AgentId; readonly reason: string }
  /** It certainly runs no more. */
  | { readonly type: 'exited'; readonly id: AgentId; readonly reason: string };

export type ToMember =
  | { readonly type: 'welcome' }
  /** Its versions do not fit. */
  | { readonly type: 'leave' }
  | Run
  /** For the first agent: a worker that it can make faster than the supervisor. */
  | Make
  /** For the first agent: a worker that it has made. */
  | Kill
  /** An ended thread's error is for this agent's hook. */
  | { readonly type: 'uncaught'; readonly record: Address };
