/**
 * Processes that do a piece of work again and again, and meet in the middle of it.
 *
 * @module
 */

import {
  Barrier,
  Process,
  type Runtime,
  Semaphore,
  type SharedValue,
  Value,
} from '../../multiprocessing/index.ts';
import type { ScenarioContext } from '../../scenario/index.ts';
import type { Task } from '../../task/index.ts';
import { clock } from './clock.ts';
import { joinProcesses } from './processes.ts';

export type Counter = SharedValue<'i32'>;

/** What all of them share. */
export interface Crossing {
  readonly parties: number;
  readonly times: number;
  /** Milliseconds for which one in the middle waits for another to come. */
  readonly patience: number;
  readonly begun: Counter;
  /** Middles in which another began one of its own, and attempts that found somebody in the way. */
  readonly interrupted: Counter;
  readonly contended: Counter;
  readonly ended: Counter;
  readonly start: Barrier;
  /** Nobody releases it: waiting for it gives the CPU to somebody else. */
  readonly never: Semaphore;
}

/** What came of it, as plain data. */
export type Counts = { readonly interrupted: number; readonly contended: number };

export function newCounter(): Counter {
  return Value('i32', 0, { lock: false });
}

export function newCrossing(of: Pick<Crossing, 'parties' | 'times' | 'patience'>): Crossing {
  const [begun, interrupted, contended, ended] = [newCounter(), newCounter(), newCounter(), newCounter()];
  const [start, never] = [new Barrier(of.parties), new Semaphore(0)];
  return { ...of, begun, interrupted, contended, ended, start, never };
}

export function countsOf({ interrupted, contended }: Crossing): Counts {
  return { interrupted: interrupted.value, contended: contended.value };
}

/** In a process: waits for the others, then does the work so many times. */
export function cross(crossing: Crossing, work: (time: number) => void): void {
  crossing.start.waitSync();
  try {
    for (let time = 1; time <= crossing.times; time++) work(time);
  } finally {
    crossing.ended.add(1);
  }
}

/** What can be taken: a lock, as far as it matters here. */
interface Exclusion {
  tryAcquire(): boolean;
  acquireSync(): boolean;
  release(): void;
}

/** Does a piece of work behind a lock, where there is one. */
export function behind(lock: Exclusion | undefined, { contended }: Crossing, work: () => void): void {
  if (lock?.tryAcquire() === false) {
    contended.add(1);
    lock.acquireSync();
  }
  try {
    work();
  } finally {
    lock?.release();
  }
}

/** How long the very first in the middle waits for somebody who finds it in the way, in milliseconds. */
const LATE_MS = 1000;

/**
 * The middle of a piece of work, held open until another process is in the middle of one too. Scheduling alone would do
 * it once in a while; this does it every time, and changes nothing about who may enter. Behind a lock nobody else comes
 * in: there the first stays until somebody waits for it, however late that one is.
 */
export function stayOpen({ begun, ended, interrupted, contended, never, parties, patience }: Crossing): void {
  const mine = begun.add(1) + 1;
  const end = clock() + (mine === 1 ? Math.max(patience, LATE_MS) : patience);
  while (clock() < end && ended.value < parties - 1) {
    if (begun.value > mine) {
      interrupted.add(1);
      return;
    }
    if (mine === 1 && contended.value > 0) return;
    never.acquireSync({ timeout: 0.2 });
  }
}

/** One process for each list of arguments, all of them seen through to their ends. */
export async function crossInProcesses<A extends unknown[]>(
  signal: AbortSignal,
  task: Task<A>,
  all: readonly NoInfer<A>[],
  runtimes: readonly Runtime[] = [],
): Promise<void> {
  const target = task as unknown as Task<unknown[]>;
  const processes = all.map((args, index) => {
    const runtime = runtimes[index];
    return new Process(target, { args, ...(runtime === undefined ? {} : { runtime }) }).start();
  });
  await joinProcesses(processes, signal);
}

/** Says both counters. */
export function countThem(ctx: ScenarioContext, { interrupted, contended }: Counts): void {
  ctx.count('interrupted', interrupted);
  ctx.count('contended', contended);
}
