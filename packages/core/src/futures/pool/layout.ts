/**
 * The words of a pool: of its head, of a place in which a task waits, is run and leaves its result, and of a worker's
 * lane. What the owner writes and what workers write are in cache lines apart where both do so all the time.
 *
 * @module
 */

import type { Address } from '../../memory/index.ts';

/** The head of a pool. */
export const POOL: {
  /** The places with results that the owner has not taken in: a stack, 0 when empty. A wait point. */
  readonly done: Address;
  /** 1 while the owner must be rung to look at what is done. */
  readonly listening: Address;
  readonly owner: Address;
  /** 1: nothing more is put or sent, and workers end when nothing is left to do. */
  readonly stop: Address;
  /** The last definition of a task. */
  readonly definitions: Address;
  /** How many levels of priority there are, and the first of their addresses, the most urgent first. */
  readonly levels: Address;
  readonly order: Address;
  /** Changes with every task that is put where there is more than one level: what an idle worker looks at then. */
  readonly puts: Address;
  /** 1 while calls wait at the owner for a worker that has room: a worker that has some more rings it. */
  readonly held: Address;
  readonly minWorkers: Address;
  /** The last segment of places, and the last lane: each names the one before it. */
  readonly segments: Address;
  readonly lanes: Address;
  /** How long a worker may be idle, in milliseconds; 0: for ever. */
  readonly idleTimeout: Address;
  /** How many tasks a worker may take in its life; 0: any number. */
  readonly mostTasks: Address;
  /** 1: a worker that dies takes the pool with it, and the others end. */
  readonly fragile: Address;
} = {
  done: 0, // a wait point: 0 and 1
  listening: 2,
  puts: 16,
  held: 32,
  owner: 48,
  stop: 49,
  definitions: 50,
  minWorkers: 51,
  idleTimeout: 52,
  segments: 53,
  lanes: 54,
  levels: 55,
  mostTasks: 56,
  fragile: 57,
  order: 58,
};

/** Tasks of more different priorities than this, waiting at the same time, share levels. */
export const MOST_LEVELS = 64;
export const POOL_WORDS: number = POOL.order + MOST_LEVELS;

/** A place for a task. */
export const PLACE: {
  readonly state: Address;
  /** The place below it in the stack of those that are done. */
  readonly next: Address;
  /** Never changed: which of the owner's places it is. */
  readonly number: Address;
  /** Which task, and flags; of a result: how it ended. */
  readonly what: Address;
  /** In bytes. */
  readonly length: Address;
  /** The word of a future that other threads know; 0 of others. */
  readonly future: Address;
  /** A block for what is longer than the place, and its words. */
  readonly overflow: Address;
  readonly room: Address;
  /** What the owner asks of the task while it runs. */
  readonly control: Address;
  /** When it was put, in milliseconds that all agents share: two words. */
  readonly since: Address;
  readonly bytes: Address;
} = {
  state: 0,
  next: 1,
  number: 2,
  what: 3,
  length: 4,
  future: 5,
  overflow: 6,
  room: 7,
  control: 8,
  since: 10, // a 64-bit float: even
  bytes: 12,
};
/** Two cache lines, of which a short task uses the first alone. */
export const PLACE_WORDS = 32;
const LINE_WORDS = 16;
/** The words of a segment before its places: the one before it, and how many there are. */
export const SEGMENT: { readonly next: Address; readonly count: Address } = { next: 0, count: 1 };
/** Of a segment without its places: what may be lost to their alignment is counted. */
export const SEGMENT_WORDS: number = 2 + LINE_WORDS - 1;

/** The first place of a segment, where a cache line begins. */
export function firstPlace(segment: Address): Address {
  return (segment + 2 + LINE_WORDS - 1) & -LINE_WORDS;
}

export const PLACE_BYTES: number = (PLACE_WORDS - PLACE.bytes) * 4;

/** States of a place. Above the bits of what a worker has taken is its identity. */
export const FREE = 0;
export const QUEUED = 1;
export const WITHDRAWN = 2;
/** Sent to one worker by message, which names the number above the state's bits: a late message finds another. */
export const POSTED = 3;
/** Taken; what is in flight with the arguments is the owner's to give back. */
export const TAKEN = 4;
/** Taken, and its arguments belong to the worker. */
export const BEGUN = 5;
/** Beside one of these two: its worker has counted it as over. */
export const ENDED = 2;
export const STATE_BITS = 3;
export const STATE_MASK: number = 2 ** STATE_BITS - 1;

/** WHAT of a task, above the number of its definition. */
export const CHUNK: number = 2 ** 29;
/** Blocks are in flight with the arguments. */
export const HANDLES: number = 2 ** 28;
/** Of a chunk, whose first call that fails is its last. */
export const STOPS: number = 2 ** 27;
export const DEFINITION: number = 2 ** 27 - 1;

/** What a call says of itself. */
export function flagsOf({ chunk, stops }: { readonly chunk: boolean; readonly stops?: boolean }): number {
  return (chunk ? CHUNK : 0) | (stops === true ? STOPS : 0);
}

/** WHAT of a result. */
export const RETURNED = 0;
export const RAISED = 1;
/** The future was cancelled by a thread that only knows the future. */
export const SKIPPED = 2;
/** It comes by message. */
export const SENT = 3;
/** The worker could not read the arguments. */
export const UNREAD = 4;

/** CONTROL: the task's signal is to abort. */
export const ABORT = 1;

/** A worker's lane. What its worker counts with every task is in cache lines of its own. */
export const LANE: {
  /** A wait point that its worker parks at. */
  readonly state: Address;
  /** Tasks that it took, and tasks that are over. Both only rise. */
  readonly taken: Address;
  readonly finished: Address;
  /** 1: it takes nothing more, because it is about to be ended from outside. */
  readonly quit: Address;
  /** 1: one of its tasks is to abort. */
  readonly aborts: Address;
  /** A block with the error of its initialiser; 0 where there is none. */
  readonly error: Address;
  /** The lane before it. */
  readonly next: Address;
  /** 1 from when its worker is started until it is known to take nothing more. */
  readonly live: Address;
  /** What its last tasks took, in microseconds: a fading mean. */
  readonly pace: Address;
  /** How many of its tasks await: they hold up no other. */
  readonly awaiting: Address;
  /** How many messages the owner has sent to its worker, or is about to. Only rises, but for one that could not be sent. */
  readonly letters: Address;
  /** Who its worker is; 0 while it has not come up. */
  readonly worker: Address;
  /** Histograms: how long tasks waited, how long they ran. */
  readonly waits: Address;
  readonly runs: Address;
} = {
  state: 0, // a wait point: 0 and 1
  pace: 2,
  quit: 3,
  aborts: 4,
  error: 5,
  next: 6,
  live: 7,
  letters: 8,
  worker: 9,
  taken: 32,
  finished: 33,
  awaiting: 34,
  waits: 48,
  runs: 48 + 256,
};
export const BUCKETS = 256;
export const LANE_WORDS: number = LANE.runs + BUCKETS;

/** States of a lane. */
export const STARTING = 0;
export const BUSY = 1;
export const PARKED = 2;
/** Rung, and on its way to look. */
export const CALLED = 3;
/** It was idle for too long, or has taken as many tasks as it may, and takes nothing more. */
export const RETIRED = 4;
/** Its initialiser failed. */
export const BROKEN = 5;
/** It has nothing to do, and looks for work without being parked. */
export const LOOKING = 6;

/** A level of priority: a ring of places. */
export const LEVEL: {
  readonly head: Address;
  readonly tail: Address;
  readonly ring: Address;
} = { head: 0, tail: 16, ring: 17 };
export const LEVEL_WORDS = 20;
