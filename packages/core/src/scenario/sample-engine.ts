/**
 * The engine of millions of short runs: starts the actors, lets them run for a while, and reads what they counted.
 *
 * @module
 */

import { currentProgram } from '../agent/program.ts';
import { atomicLoad, atomicStore } from '../memory/atomic-view.ts';
import { Event, Thread } from '../threading/index.ts';
import type { SampleScenario } from './contract.ts';
import type { Observer } from './observe.ts';
import type { ParamValue } from './params.ts';
import { actorsOf, actorTask } from './sample-actor.ts';
import { CONTROL, layOut, type SampleLayout, tallyOf } from './sample-layout.ts';
import type { TallyEntry } from './tally.ts';

/** How often the engine looks at the actors, in milliseconds. */
const LOOK_EVERY = 50;
/** The measure (samples per second) that the engine takes itself where a contract names it. */
const RATE = 'samples-per-second';

/** Runs one variant's actors against each other for `duration` milliseconds and reports the histogram. */
export async function runSamples(
  scenario: SampleScenario & { readonly url: string },
  observer: Observer,
  params: Readonly<Record<string, ParamValue>>,
): Promise<void> {
  const { ctx } = observer;
  const stride = Number(params['stride']);
  const actors = actorsOf(scenario, ctx.variant, ctx.mutant);
  const layout = layOut(scenario.shape, actors.length, stride);
  const buffer = new SharedArrayBuffer(layout.words * 4);
  const words = new Int32Array(buffer);
  const never = new Event();
  const interleavings = Number(params['interleavings']);
  const quorum = Math.min(actors.length, currentProgram().host.parallelism());
  const meeting = { quorum, interleavings };
  const threads = actors.map(({ name }, index) => {
    const { variant, mutant = null } = ctx;
    const order = { url: scenario.url, scenario: scenario.id, variant, mutant, index, stride, meeting };
    return new Thread(actorTask, { args: [buffer, order, never], name, daemon: true }).start();
  });
  const all = Promise.all(
    threads.map(async (thread) => {
      await thread.join();
      // Also for a thread that was ended from outside, whose own catch did not run.
      if (thread.error !== undefined) atomicStore(words, CONTROL.failed, 1);
    }),
  );
  // A mutant has to be killed, not to meet anybody.
  const patience = ctx.mutant === undefined ? Number(params['patience']) : 0;
  const aim = { duration: Number(params['duration']), interleavings, patience };
  const seconds = await letRun(words, observer, aim, all);
  await all;
  for (const { error } of threads) if (error !== undefined) throw error;
  const samples = report(
    scenario,
    observer,
    actors.flatMap((_, index) => readTally(words, layout, index)),
  );
  ctx.count('samples', samples);
  ctx.count('interleavings', atomicLoad(words, CONTROL.interleavings));
  if (scenario.measures.some(({ id }) => id === RATE)) ctx.measure(RATE, samples / seconds);
}

/** When it may end. */
interface Aim {
  readonly duration: number;
  readonly interleavings: number;
  readonly patience: number;
}

/** Waits for the first stride, then for the duration; gives the seconds that samples were taken for. */
async function letRun(
  words: Int32Array,
  { ctx }: Observer,
  { duration, interleavings, patience }: Aim,
  all: Promise<unknown>,
): Promise<number> {
  let ended = false;
  const end = all.finally(() => {
    ended = true;
  });
  const look = (ms: number = LOOK_EVERY): Promise<unknown> => Promise.race([end, ctx.sleep(ms)]);
  try {
    while (!ended && atomicLoad(words, CONTROL.strides) === 0) await look();
    const startedAt = ctx.now();
    const elapsed = (): number => ctx.now() - startedAt;
    while (!ended && elapsed() < duration) {
      ctx.progress(elapsed() / duration);
      await look(Math.min(LOOK_EVERY, duration - elapsed()));
    }
    const met = (): boolean => atomicLoad(words, CONTROL.interleavings) >= interleavings;
    while (!ended && !met() && elapsed() < duration + patience) {
      ctx.progress((elapsed() - duration) / patience, 'the actors have hardly met');
      await look();
    }
    return elapsed() / 1000;
  } finally {
    atomicStore(words, CONTROL.stop, 1);
  }
}

function readTally(words: Int32Array, layout: SampleLayout, actor: number): readonly TallyEntry[] {
  const room = tallyOf(words, layout, actor);
  const length = atomicLoad(room, 0);
  if (length === 0) throw new Error('An actor ended without a tally');
  // Copied, because a decoder refuses shared memory.
  const bytes = new Uint8Array(room.buffer, room.byteOffset + 4, length).slice();
  return JSON.parse(new TextDecoder().decode(bytes)) as TallyEntry[];
}

function report(scenario: SampleScenario, observer: Observer, entries: readonly TallyEntry[]): number {
  let samples = 0;
  for (const [registers, count] of entries) {
    const key: unknown = scenario.project(registers);
    if (typeof key !== 'string')
      throw new TypeError(`project gave a value of type ${typeof key}; the key must be a text`);
    observer.tally(key, count);
    // A counter too, so that a contract can name in `nonVacuous` the keys without which the actors did not overlap.
    observer.ctx.count(key, count);
    samples += count;
  }
  return samples;
}
