/**
 * Whether threads compute at the same time: the same work by one of them and by all of them, in bursts.
 *
 * On a machine that has other things to do only a short burst can have the CPUs to itself, so long and short ones take
 * turns until one had. That cannot make turn-taking look parallel: the shortest time by one thread is what all times
 * of all threads are held against. CPU time is asked for in long bursts alone, because kernels add it up in ticks of
 * some milliseconds.
 *
 * @module
 */

import { atomicAdd, atomicLoad, atomicStore } from '../../memory/atomic-view.ts';
import { type ScenarioContext, systemAt } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Event, Lock, Thread } from '../../threading/index.ts';
import { clock, stamp } from './clock.ts';
import { joinAll } from './start-line.ts';

/** Words of the shared memory. Times are in microseconds. */
const LOOPS = 0;
const TOGETHER = 1;
const AT = 2;
const ENDED = 3;
const END = 4;
const CPU_BEGIN = 5;
const CPU_END = 6;
const STOP = 7;
const SIZE = 8;
const WORDS = 9;
/** A long burst in short ones. */
const LONG = 10;

/** Milliseconds: how far ahead a start is agreed on, and how long before it nobody sleeps any more. */
const AHEAD = 5;
const SPIN = 0.3;

interface Rig {
  readonly words: SharedArrayBuffer;
  readonly threads: number;
  /** How long one share of a long burst takes, about. */
  readonly ms: number;
  readonly epoch: number;
  readonly url: string | null;
  /** Burst n waits at gate n modulo 2, while the other one is shut. */
  readonly gates: readonly [Event, Event];
  readonly finished: Event;
  /** Never set: waiting for it is sleeping. */
  readonly never: Event;
  /** Only a mutant has one: the others stand still while one computes. */
  readonly lock: Lock | null;
}

/** What came of the bursts. */
export type Bursts = {
  readonly parallel: boolean;
  readonly attempts: number;
  /** The shortest time that one thread took for everybody's share, and that all took, in milliseconds. */
  readonly alone: number;
  readonly together: number;
  /** CPU time over elapsed time of the best long burst; null where nobody tells or a short one was the first to do. */
  readonly cpus: number | null;
  /** Whether a thread alone was held up, more often than not, by what else the machine did. */
  readonly busy: boolean;
};

/** A chain of steps that wait for each other, so that two threads of one core are no slower at it than two cores. */
function compute(loops: number): number {
  let x = 1;
  for (let i = 0; i < loops; i++) x = (Math.imul(x, 1664525) + 1013904223) | 0;
  return x;
}

function calibrate(ms: number): number {
  for (let loops = 1 << 16; ; loops *= 2) {
    const begin = clock();
    compute(loops);
    if (clock() - begin >= ms / 2 || loops >= 2 ** 30) return loops * 2;
  }
}

const { burst } = defineTasks(
  import.meta.url,
  {
    async burst(rig: Rig, self: number): Promise<void> {
      const words = new Int32Array(rig.words);
      const system = rig.url === null ? undefined : await systemAt(rig.url);
      const cpu = (): number => Math.round((system?.cpuTime() ?? 0) * 1000) | 0;
      // Each thread, so that each has its loop compiled.
      const loops = calibrate(rig.ms / LONG);
      if (self === 0) atomicStore(words, LOOPS, loops);
      for (let round = 0; ; round++) {
        if (atomicAdd(words, ENDED, 1) + 1 === rig.threads) rig.finished.set();
        rig.gates[round % 2 === 0 ? 0 : 1].waitSync();
        if (atomicLoad(words, STOP) === 1) return;
        waitForStart(rig, atomicLoad(words, AT));
        doRound(rig, words, self, cpu);
      }
    },
  },
  { group: 'bursts' },
);

/** All begin at an agreed moment, rested: who has slept just before is let run first. */
function waitForStart(rig: Rig, at: number): void {
  const left = (at - stamp(rig.epoch)) / 1000;
  if (left > SPIN) rig.never.waitSync({ timeout: left - SPIN });
  while (stamp(rig.epoch) < at);
}

function doRound(rig: Rig, words: Int32Array, self: number, cpu: () => number): void {
  const together = atomicLoad(words, TOGETHER) === 1;
  if (!together && self > 0) return;
  if (self === 0) atomicStore(words, CPU_BEGIN, cpu());
  rig.lock?.acquireSync();
  compute(atomicLoad(words, LOOPS) * atomicLoad(words, SIZE) * (together ? 1 : rig.threads));
  rig.lock?.release();
  // The last to get here leaves the latest times; all of them are in before the round counts as ended.
  atomicStore(words, END, Math.max(atomicLoad(words, END), stamp(rig.epoch)));
  atomicStore(words, CPU_END, Math.max(atomicLoad(words, CPU_END), cpu()));
}

/** Lets so many threads compute until they did it at the same time, or the patience (ms) is over. */
export async function tryBursts(
  ctx: ScenarioContext,
  aim: {
    readonly threads: number;
    readonly ms: number;
    readonly patience: number;
    readonly oneByOne: boolean;
  },
): Promise<Bursts> {
  const rig: Rig = {
    words: new SharedArrayBuffer(4 * WORDS),
    threads: aim.threads,
    ms: aim.ms,
    epoch: clock(),
    url: ctx.system?.url ?? null,
    gates: [new Event(), new Event()],
    finished: new Event(),
    never: new Event(),
    lock: aim.oneByOne ? new Lock() : null,
  };
  const words = new Int32Array(rig.words);
  const crew = Array.from({ length: aim.threads }, (_, self) =>
    new Thread(burst, { args: [rig, self], name: `burst-${self + 1}` }).start(),
  );
  const ended = joinAll(crew, ctx.signal);
  const finish = (): Promise<unknown> => Promise.race([rig.finished.wait({ signal: ctx.signal }), ended]);
  let round = 0;
  const open = (): void => {
    rig.finished.clear();
    for (const word of [ENDED, END, CPU_END]) atomicStore(words, word, 0);
    atomicStore(words, AT, stamp(rig.epoch) + AHEAD * 1000);
    rig.gates[round % 2 === 0 ? 1 : 0].clear();
    rig.gates[round % 2 === 0 ? 0 : 1].set();
    round += 1;
  };
  const once: Once = async (together, size) => {
    atomicStore(words, TOGETHER, together ? 1 : 0);
    atomicStore(words, SIZE, size);
    open();
    await finish();
    // From the agreed moment on: who comes late to it has taken turns.
    const wall = (atomicLoad(words, END) - atomicLoad(words, AT)) / 1000;
    const cpu = (atomicLoad(words, CPU_END) - atomicLoad(words, CPU_BEGIN)) / 1000;
    return { wall, cpus: rig.url === null || size === 1 ? null : cpu / wall };
  };
  try {
    await finish();
    return await compareBursts(ctx, once, aim.patience);
  } finally {
    atomicStore(words, STOP, 1);
    open();
    await ended;
  }
}

export type Once = (
  together: boolean,
  size: number,
) => Promise<{ readonly wall: number; readonly cpus: number | null }>;

/** So often the time of one thread is taken again before a gain over it is believed. */
const CONFIRM = 10;

/** Compares bursts of one with bursts of all, until one was parallel or the patience is over. */
export async function compareBursts(ctx: ScenarioContext, once: Once, patience: number): Promise<Bursts> {
  const shortest = new Map<number, number>();
  const shorts: number[] = [];
  const alone = async (size: number, times: number): Promise<number> => {
    let best = shortest.get(size) ?? Infinity;
    for (let i = 0; i < times; i++) {
      const { wall } = await once(false, size);
      if (size === 1) shorts.push(wall);
      best = Math.min(best, wall);
    }
    shortest.set(size, best);
    return best;
  };
  // The first runs are for compilers that are not done yet: a loop that becomes faster between two would mislead.
  for (let warm = 0; warm < 4; warm++) await once(warm % 2 === 1, 1);
  let best: Omit<Bursts, 'busy'> | undefined;
  const end = ctx.now() + patience;
  for (let attempts = 1; ; attempts++) {
    const size = attempts % 2 === 1 ? LONG : 1;
    await alone(size, 1);
    const { wall, cpus } = await once(true, size);
    const sooner = async (times: number): Promise<boolean> => wall < 0.75 * (await alone(size, times));
    const parallel = (cpus === null || cpus > 1.5) && (await sooner(0)) && (await sooner(CONFIRM));
    const seen = { parallel, attempts, alone: shortest.get(size) ?? wall, together: wall, cpus };
    if (best === undefined || parallel || gainOf(seen) > gainOf(best)) best = seen;
    if (parallel || ctx.now() >= end) return { ...best, attempts, busy: heldUp(shorts) };
  }
}

/** Half of the times are longer than half as long again as the shortest. */
function heldUp(times: readonly number[]): boolean {
  const sorted = [...times].sort((a, b) => a - b);
  return (sorted[sorted.length >> 1] ?? 0) > 1.5 * (sorted[0] ?? 0);
}

/** Ends the unit as `precondition` where threads had no CPUs to themselves in all that time. */
export function assumeQuiet(ctx: ScenarioContext, { parallel, busy, attempts }: Bursts): void {
  // A mutant has to fail however busy the machine is.
  ctx.assume(
    parallel || !busy || ctx.mutant !== undefined,
    `The machine was too busy with other things: in ${attempts} attempts two threads never had a CPU each`,
  );
}

export function gainOf({ alone, together }: Pick<Bursts, 'alone' | 'together'>): number {
  return alone / together;
}
