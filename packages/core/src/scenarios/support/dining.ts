/**
 * Two diners and two locks, each of whom needs both: what the threads of the deadlock scenario share and do.
 *
 * @module
 */

import { atomicAdd, atomicLoad, atomicStore } from '../../memory/atomic-view.ts';
import type { ScenarioContext } from '../../scenario/index.ts';
import { defineTasks, type Task } from '../../task/index.ts';
import { Event, Lock } from '../../threading/index.ts';

/** Words of the shared memory: who has come so far, and how often somebody went back; then,
 * for each of the two, the rounds it has finished, which lock it holds and which one it wants. */
const HOLDING = 0;
const TRIED = 1;
const BACK_OFFS = 2;
const DONE = 3;
const HOLDS = 5;
const WANTS = 7;
const WORDS = 9;

export type Manner = 'keeps' | 'ordered' | 'backs-off';

/** What a table says after the meal, as plain data. */
export type Dinner = {
  /** Rounds that each of the two has finished. */
  readonly done: readonly number[];
  readonly rounds: number;
  /** Who waits for whom, as far round as it goes: `1 → 2 → 1`. */
  readonly circle: string;
  readonly backOffs: number;
};

export interface Table {
  readonly words: SharedArrayBuffer;
  readonly locks: readonly [Lock, Lock];
  /** Set once both hold their first lock, and once both have tried for their second one. */
  readonly bothHold: Event;
  readonly bothTried: Event;
  /** Never set, so that waiting for it is waiting. */
  readonly never: Event;
  readonly timeout: number;
  readonly patience: number;
  readonly rounds: number;
}

export function newTable(lengths: Pick<Table, 'timeout' | 'patience' | 'rounds'>): Table {
  return {
    words: new SharedArrayBuffer(4 * WORDS),
    locks: [new Lock({ name: 'left' }), new Lock({ name: 'right' })],
    bothHold: new Event(),
    bothTried: new Event(),
    never: new Event(),
    ...lengths,
  };
}

export function readTable({ words, rounds }: Table): Dinner {
  const view = new Int32Array(words);
  const done = [atomicLoad(view, DONE), atomicLoad(view, DONE + 1)];
  return { done, rounds, circle: circleOf(view), backOffs: atomicLoad(view, BACK_OFFS) };
}

export const dine: Task<[table: Table, self: number, manner: Manner], void> = defineTasks(import.meta.url, {
  dine(table: Table, self: number, manner: Manner): void {
    const view = new Int32Array(table.words);
    for (let round = 0; round < table.rounds; round++) {
      if (manner === 'backs-off') dineOrGoBack(table, view, self, round === 0);
      else if (!dineOnce(table, view, self, manner)) return;
      atomicAdd(view, DONE + self, 1);
    }
  },
}).dine;

/** Takes one lock and keeps it while it waits for the other; false where that was in vain. */
function dineOnce(
  { locks, timeout, ...table }: Table,
  view: Int32Array,
  self: number,
  manner: Manner,
): boolean {
  const own = manner === 'ordered' ? 0 : self;
  locks[own]?.acquireSync();
  atomicStore(view, HOLDS + self, own + 1);
  if (manner === 'keeps') gather(view, HOLDING, table.bothHold, table.patience);
  atomicStore(view, WANTS + self, 2 - own);
  const both = locks[1 - own]?.acquireSync({ timeout }) ?? false;
  // Nobody gives up what it has before both have tried: else the one would save the other.
  if (manner === 'keeps') gather(view, TRIED, table.bothTried, table.patience);
  if (both) {
    atomicStore(view, WANTS + self, 0);
    locks[1 - own]?.release();
  }
  locks[own]?.release();
  return both;
}

/** Takes one lock, and gives it back when the other is not free: never holds while it waits. */
function dineOrGoBack(table: Table, view: Int32Array, self: number, first: boolean): void {
  const [own, other] = [table.locks[self], table.locks[1 - self]];
  own?.acquireSync();
  if (first) gather(view, HOLDING, table.bothHold, table.patience);
  for (let tries = 1; !other?.tryAcquire(); tries++) {
    atomicAdd(view, BACK_OFFS, 1);
    own?.release();
    // Not the same for both, so that they do not go on stepping aside for each other.
    table.never.waitSync({ timeout: 1 + ((tries * (self + 1)) % 7) });
    own?.acquireSync();
  }
  other?.release();
  own?.release();
}

function gather(view: Int32Array, word: number, complete: Event, patience: number): void {
  if (atomicAdd(view, word, 1) === 1) complete.set();
  complete.waitSync({ timeout: patience });
}

/** The same two, as async functions on one event loop: no thread, no interruption, and stuck all the same. */
export async function dineOnLoop(
  table: Table,
  ordered: boolean,
  ctx: Pick<ScenarioContext, 'signal' | 'sleep'>,
): Promise<void> {
  const view = new Int32Array(table.words);
  let holding = 0;
  const flow = async (self: number): Promise<void> => {
    const own = ordered ? 0 : self;
    await table.locks[own]?.acquire({ signal: ctx.signal });
    atomicStore(view, HOLDS + self, own + 1);
    if (++holding === 2) table.bothHold.set();
    if (!ordered) await table.bothHold.wait({ timeout: table.patience, signal: ctx.signal });
    atomicStore(view, WANTS + self, 2 - own);
    const { timeout } = table;
    const both = await table.locks[1 - own]?.acquire({ timeout, signal: ctx.signal });
    if (both) {
      atomicStore(view, WANTS + self, 0);
      atomicAdd(view, DONE + self, table.rounds);
      table.locks[1 - own]?.release();
    } else await ctx.sleep(timeout);
    table.locks[own]?.release();
  };
  await Promise.all([flow(0), flow(1)]);
}

/** From the first one along who waits for what whom holds, until there is nobody or somebody who was there before. */
function circleOf(view: Int32Array): string {
  const way = [0];
  for (let at = 0; ;) {
    const wanted = atomicLoad(view, WANTS + at);
    const holder = wanted === 0 ? -1 : [0, 1].findIndex((self) => atomicLoad(view, HOLDS + self) === wanted);
    if (holder < 0) return 'none';
    way.push(holder);
    if (way.indexOf(holder) < way.length - 1) return way.map((self) => self + 1).join(' → ');
    at = holder;
  }
}
