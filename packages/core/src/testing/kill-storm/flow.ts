/**
 * One flow of a process in a storm, and what it says of itself on the board.
 *
 * @module
 */

import { sleepSync } from '../../memory/index.ts';
import { sleep } from '../board.ts';
import { killProcess, ownPid, runs } from '../runtime.ts';
import type { Gear } from './gear.ts';
import { FLOWS, type Resource, type StormBoard } from './storm-board.ts';

/** Nobody waits so long for anything; in milliseconds. */
export const BOUND = 20_000;

/** Beside a process's number: which of its flows, and that it is a thread's, which may end alone. */
const FLOW_SHIFT = 22;
const PID = 2 ** FLOW_SHIFT - 1;
const OF_A_THREAD = 1 << 26;

/** When a process that kills itself does so. */
export interface OwnEnd {
  /** At the holding of this number. */
  readonly holding: number;
  /** Before it has said that it is inside, while it is, or after it has said that it is not. */
  readonly moment: 'before' | 'inside' | 'after';
}

export class Flow {
  readonly gear: Gear;
  readonly board: StormBoard;
  readonly next: () => number;
  readonly blocks: boolean;
  readonly #place: number;
  readonly #number: number;
  readonly #ownEnd: OwnEnd | undefined;
  #holdings = 0;

  constructor(
    gear: Gear,
    board: StormBoard,
    place: number,
    number: number,
    blocks: boolean,
    next: () => number,
    ownEnd: OwnEnd | undefined,
  ) {
    this.gear = gear;
    this.board = board;
    this.next = next;
    this.blocks = blocks;
    this.#place = place;
    this.#number = number;
    this.#ownEnd = ownEnd;
  }

  rests(): void {
    this.board.say(this.#place, this.#number, 'resting');
  }

  between(): void {
    this.board.say(this.#place, this.#number, 'between');
  }

  holds(resource: Resource): void {
    this.board.say(this.#place, this.#number, 'holding', resource);
  }

  /** It may have a permit, of which its bit tells nothing. */
  unsure(): void {
    this.board.say(this.#place, this.#number, 'unsure', 'semaphore');
  }

  /** Waits for something. Where that is `owed`, because whoever has it gives it back, it must not take too long. */
  async waits<T>(resource: Resource, wait: () => T | Promise<T>, owed = true): Promise<T> {
    const ends = this.beginsToWait(resource, owed);
    const got = await wait();
    ends();
    return got;
  }

  /** What this gives is called when the wait is over. */
  beginsToWait(resource: Resource, owed = true): () => void {
    const { board } = this;
    board.say(this.#place, this.#number, this.blocks ? 'blocked' : 'awaiting', resource);
    const began = performance.now();
    return () => {
      const took = owed ? performance.now() - began : 0;
      board.raise('longest', Math.ceil(took));
      if (took > BOUND) board.trouble('kept somebody waiting for too long', resource, Math.ceil(took));
      if (resource === 'semaphore') this.unsure();
      else this.between();
    };
  }

  /** Is inside what only one may be in, for a while. */
  async inside(resource: Resource, abandoned: boolean, body: () => void = () => {}): Promise<void> {
    this.enters(resource, abandoned);
    body();
    const chance = this.next();
    if (chance < 0.4) {
      if (this.blocks) sleepSync(chance * 8);
      else await sleep(chance * 8);
    }
    this.leaves(resource);
  }

  enters(resource: Resource, abandoned: boolean): void {
    this.#holdings += 1;
    this.holds(resource);
    this.#endsAt('before');
    this.#comesIn(resource, abandoned, ownPid() | (this.#number << FLOW_SHIFT));
    this.#endsAt('inside');
  }

  /** The same for a thread that ends without leaving. */
  entersForGood(resource: Resource, abandoned: boolean): void {
    this.#comesIn(resource, abandoned, ownPid() | OF_A_THREAD);
  }

  #comesIn(resource: Resource, abandoned: boolean, who: number): void {
    const { board } = this;
    const was = board.enter(resource, who);
    board.count('done', resource);
    if (was === 0) {
      if (abandoned) board.count('unmarked', resource);
      return;
    }
    const pid = was & PID;
    if (!abandoned) {
      board.trouble('got in while another was there, and was not told of a death', resource, pid);
      return;
    }
    board.count('told', resource);
    if ((was & OF_A_THREAD) === 0 && stillRuns(pid))
      board.trouble('was told of a death, and the other still runs', resource, pid);
  }

  leaves(resource: Resource): void {
    const { board } = this;
    if (!board.leave(resource, ownPid() | (this.#number << FLOW_SHIFT)))
      board.trouble('was no longer there when it left', resource, ownPid());
    this.#endsAt('after');
    board.say(this.#place, this.#number, 'between');
  }

  /** A permit's bit on the board. */
  get bit(): number {
    return this.#place * FLOWS + this.#number;
  }

  #endsAt(moment: OwnEnd['moment']): void {
    if (this.#ownEnd?.moment !== moment || this.#ownEnd.holding !== this.#holdings) return;
    for (;;) killProcess(ownPid());
  }
}

/** The kernel tells of a thread's death before the process is gone from its table. */
function stillRuns(pid: number): boolean {
  if (pid === ownPid()) return true;
  const deadline = performance.now() + BOUND;
  while (runs(pid)) {
    if (performance.now() > deadline) return true;
    sleepSync(1);
  }
  return false;
}
