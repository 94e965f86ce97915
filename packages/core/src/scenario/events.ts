/**
 * What a unit (one variant of one scenario on one target) says to the bench while it runs: one JSON object a line.
 *
 * On a pipe each line begins with the ASCII record separator, so that whatever else the program prints is told apart
 * from it; on a WebSocket each line is one text message. Every event carries `at`, milliseconds since the unit began.
 * Units written in other languages (the Python twins) print the same lines: `hello`, then any of the others, `end`.
 *
 * @module
 */

import type { Observation } from './contract.ts';
import type { ScenarioDescription } from './describe.ts';
import type { Timeline } from './timeline.ts';

/** Raised when an older reader would misread an event. */
export const PROTOCOL = 1;

/** Begins each event line on a pipe. */
export const RECORD_SEPARATOR = '\u001e';

/** Something a target can or cannot do, probed live there. */
export interface Capability {
  readonly name: string;
  readonly available: boolean;
  /** Why not, or a remark on how; empty where there is nothing to say. */
  readonly reason: string;
}

/** An error as it was where it happened. */
export interface ErrorData {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

/** Where in the unit an error happened; `limit` is the unit's own time running out. */
export type Phase = 'load' | 'params' | 'run' | 'project' | 'limit' | 'uncaught';

/** What each kind of event carries. */
export interface EventPayloads {
  /** The first event: who runs. */
  readonly hello: {
    readonly protocol: number;
    /** `node`, `deno`, `bun`, `chromium`, `firefox`, `webkit`, `python`. */
    readonly runtime: string;
    readonly version: string;
    readonly capabilities: readonly Capability[];
  };
  /** In answer to an order to describe modules: a scenario's contract, or why there is none. */
  readonly contract: {
    readonly module: string;
    readonly contract?: ScenarioDescription;
    readonly error?: ErrorData;
  };
  /** The scenario is loaded and begins; spans count from here. */
  readonly start: { readonly variant: string; readonly contractHash: string; readonly repeat: number };
  /** `fraction` is from 0 to 1. */
  readonly progress: { readonly fraction: number; readonly text?: string };
  readonly log: { readonly text: string };
  /** Milliseconds since `start`. */
  readonly span: {
    readonly thread: string;
    readonly what: string;
    readonly start: number;
    readonly end: number;
  };
  /** What threads and processes did so far, by their own word; the last one counts. */
  readonly timeline: { readonly timeline: Timeline };
  /** Adds `by` to a counter. */
  readonly count: { readonly name: string; readonly by: number };
  readonly measure: { readonly id: string; readonly value: number };
  /** One observation and its key; counts once. */
  readonly observation: { readonly key: string; readonly value: Observation };
  /** Observations by key that came without an event of their own; counts add up over events. */
  readonly histogram: { readonly counts: readonly (readonly [key: string, count: number])[] };
  /** What the target lacks; ends the unit as `precondition`. */
  readonly precondition: { readonly missing: readonly { readonly name: string; readonly reason: string }[] };
  readonly error: { readonly phase: Phase; readonly error: ErrorData };
  /** The last event. A unit that stops without it has crashed. */
  readonly end: Record<never, never>;
}

export type EventType = keyof EventPayloads;

/** One event of any kind. */
export type UnitEvent = {
  [T in EventType]: { readonly type: T; readonly at: number } & EventPayloads[T];
}[EventType];

/** An event without what the sender adds. */
export type UnsentEvent = { [T in EventType]: { readonly type: T } & EventPayloads[T] }[EventType];
