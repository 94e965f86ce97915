/**
 * Where agents write down what they do, in memory that they share, so that what a killed or blocked one wrote is there.
 *
 * Words: NEXT, how many records were begun; LEFT_OUT, how many had no room; ORIGIN, the time that records count from, in
 * whole milliseconds since 1970; ABROAD, in the memory of threads: the buffer in that of processes, 0 while there is
 * none. Then the records, all of one size.
 *
 * A record is the agent's that took its number from NEXT. Its kind is stored last, so whoever reads a kind reads the rest
 * whole; kind 0 is none. The end of a wait is one store later on, so one that never ends stands there as that. Times are
 * microseconds since ORIGIN: an i32 holds 35 minutes of them.
 *
 * @module
 */

import { KIND, type Address, type ThreadWords } from '../memory/index.ts';
import { sharedNow } from './deadline.ts';
import type { Program } from './program.ts';

/** What a record is of. */
export const TRACED: {
  /** A thread was asked for. */
  readonly thread: 1;
  /** A child process was asked for. */
  readonly process: 2;
  /** An agent begins to run, or tells who it is among processes. */
  readonly agent: 3;
  /** What `thread` or `process` named has ended. */
  readonly end: 4;
  readonly wait: 5;
  /** A wait with which the agent's event loop goes on. */
  readonly asyncWait: 6;
  readonly wake: 7;
  /** A lock was given up for which others wait. */
  readonly give: 8;
} = { thread: 1, process: 2, agent: 3, end: 4, wait: 5, asyncWait: 6, wake: 7, give: 8 };

/** So many waits an agent may write down, and so many wake-ups and releases. */
export const BUDGET = 200;

/** What is written of one event. */
export interface TraceRecord {
  readonly kind: number;
  /** The scope of the addresses and of the agent. */
  readonly scope: 'thread' | 'process';
  /** 0 in the process that a user started. */
  readonly pid: number;
  /** The agent's identity among its process's threads. */
  readonly lane: number;
  readonly start: number;
  /** Undefined while it lasts. */
  readonly end: number | undefined;
  /** The block of what it is about. */
  readonly of: Address;
  /** The wait point. */
  readonly point: Address;
  /** Who was started, who holds the lock, who the agent is in that scope. */
  readonly agent: number;
  /** Whether the wait ended with the lock. */
  readonly taken: boolean;
  readonly text: string;
}

const NEXT = 0;
const LEFT_OUT = 1;
const ORIGIN = 2;
const ABROAD = 4;
const HEADER_WORDS = 8;

const RECORD_WORDS = 32;
/** With the header and the block's own this fills 256 KiB. */
const RECORDS = 2040;
/** Of these so many are for beginnings and ends alone. */
const FOR_LIVES = 300;

const KIND_AND_SCOPE = 0;
const PID = 1;
const LANE = 2;
const START = 3;
const END = 4;
const OF = 5;
const POINT = 6;
const AGENT = 7;
const TAKEN = 8;
const TEXT = 9;
const MOST_TEXT: number = (RECORD_WORDS - TEXT - 1) * 4;

const OPEN = -1;
const ABROAD_FLAG = 16;
const HIGH: number = 2 ** 24;
const LAST_TIME: number = 2 ** 31 - 1;

/** What is written; times that are not given are now, and no end. */
export type TraceGiven = Pick<TraceRecord, 'kind' | 'scope' | 'pid' | 'lane'> & Partial<TraceRecord>;

export class TraceBuffer {
  readonly at: Address;
  readonly words: ThreadWords;
  readonly #origin: number;

  constructor(words: ThreadWords, at: Address) {
    this.words = words;
    this.at = at;
    this.#origin = words.load(at + ORIGIN) * HIGH + words.load(at + ORIGIN + 1);
  }

  /** A new one in a program's memory; `like` another, it counts from the same time. */
  static make({ words, blocks }: Pick<Program, 'words' | 'blocks'>, like?: TraceBuffer): TraceBuffer {
    const at = blocks.allocate(KIND.bytes, HEADER_WORDS + RECORDS * RECORD_WORDS);
    const origin = like === undefined ? Math.floor(sharedNow()) : like.#origin;
    words.store(at + ORIGIN, Math.floor(origin / HIGH));
    words.store(at + ORIGIN + 1, origin % HIGH);
    return new TraceBuffer(words, at);
  }

  /** In microseconds since the origin. */
  now(): number {
    return Math.min(LAST_TIME, Math.round((sharedNow() - this.#origin) * 1000));
  }

  /** In milliseconds since 1970. */
  get origin(): number {
    return this.#origin;
  }

  get leftOut(): number {
    return this.words.load(this.at + LEFT_OUT);
  }

  leaveOut(): undefined {
    this.words.add(this.at + LEFT_OUT, 1);
  }

  /** The buffer of processes that belongs to this one, 0 while there is none. */
  get abroad(): Address {
    return this.words.load(this.at + ABROAD);
  }

  /** False where another agent was first. */
  settleAbroad(at: Address): boolean {
    return this.words.compareExchange(this.at + ABROAD, 0, at) === 0;
  }

  /** Room for a record; undefined where there is none left for its kind. */
  take(kind: number): Address | undefined {
    const words = this.words;
    const most = kind <= TRACED.end ? RECORDS : RECORDS - FOR_LIVES;
    if (words.load(this.at + NEXT) < most) {
      const number = words.add(this.at + NEXT, 1);
      if (number < RECORDS) return this.at + HEADER_WORDS + number * RECORD_WORDS;
    }
    return this.leaveOut();
  }

  write(at: Address, given: TraceGiven): void {
    const words = this.words;
    const now = this.now();
    words.store(at + PID, given.pid);
    words.store(at + LANE, given.lane);
    words.store(at + START, given.start ?? now);
    words.store(at + END, given.end ?? OPEN);
    words.store(at + OF, given.of ?? 0);
    words.store(at + POINT, given.point ?? 0);
    words.store(at + AGENT, given.agent ?? 0);
    words.store(at + TAKEN, 0);
    const text = new TextEncoder().encode(given.text ?? '').subarray(0, MOST_TEXT);
    words.store(at + TEXT, text.length);
    words.bytes(at + TEXT + 1, text.length).set(text);
    words.store(at + KIND_AND_SCOPE, codeOf(given.kind, given.scope));
  }

  /** Makes a record that was cleared the same again, from now on. */
  reopen(at: Address, kind: number, scope: TraceRecord['scope'], agent: number): void {
    const { words } = this;
    words.store(at + START, this.now());
    words.store(at + END, OPEN);
    words.store(at + AGENT, agent);
    words.store(at + TAKEN, 0);
    words.store(at + KIND_AND_SCOPE, codeOf(kind, scope));
  }

  /** Ends a wait; gives how long it was, in microseconds. */
  close(at: Address, taken: boolean): number {
    const words = this.words;
    const end = this.now();
    words.store(at + TAKEN, taken ? 1 : 0);
    words.store(at + END, end);
    return end - words.load(at + START);
  }

  /** Makes a record none, until it is written again. */
  clear(at: Address): void {
    this.words.store(at + KIND_AND_SCOPE, 0);
  }

  /** Everything that was written whole. */
  read(): TraceRecord[] {
    const words = this.words;
    const records: TraceRecord[] = [];
    const count = Math.min(RECORDS, words.load(this.at + NEXT));
    for (let number = 0; number < count; number += 1) {
      const at = this.at + HEADER_WORDS + number * RECORD_WORDS;
      const kind = words.load(at + KIND_AND_SCOPE);
      if (kind === 0) continue;
      const end = words.load(at + END);
      const bytes = new Uint8Array(words.bytes(at + TEXT + 1, words.load(at + TEXT)));
      records.push({
        kind: kind & (ABROAD_FLAG - 1),
        scope: (kind & ABROAD_FLAG) === 0 ? 'thread' : 'process',
        pid: words.load(at + PID),
        lane: words.load(at + LANE),
        start: words.load(at + START),
        end: end === OPEN ? undefined : end,
        of: words.load(at + OF),
        point: words.load(at + POINT),
        agent: words.load(at + AGENT),
        taken: words.load(at + TAKEN) === 1,
        text: new TextDecoder().decode(bytes),
      });
    }
    return records;
  }
}

function codeOf(kind: number, scope: TraceRecord['scope']): number {
  return kind | (scope === 'process' ? ABROAD_FLAG : 0);
}
