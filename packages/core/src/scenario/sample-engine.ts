/**
 * The engine of millions of short runs: starts the actors, lets them run for a while, and reads what they counted.
 *
 * @module
 */

import { atomicLoad, atomicStore } from '../memory/atomic-view.ts';
import { Event, Thread } from '../threading/index.ts';
import type { SampleScenario } from './contract.ts';
import type { Observer } from './observe.ts';
import type { ParamValue } from './params.ts';
import { actorsOf, actorTask } from './sample-actor.ts';
import { CONTROL, layOut, type SampleLayout } from './sample-layout.ts';
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
  const threads = actors.map(({ name }, index) => {
    const order = { url: scenario.url, variant: ctx.variant, mutant: ctx.mutant ?? null, index, stride };
    return new Thread(actorTask, { args: [buffer, order, never], name, daemon: true }).start();
  });
  const all = Promise.all(
    threads.map(async (thread) => {
      await thread.join();
      // Also for a thread that was ended from outside, whose own catch did not run.
      if (thread.error !== undefined) atomicStore(words, CONTROL.failed, 1);
    }),
  );
  const aim = { duration: Number(params['duration']), overlaps: Number(params['overlaps']) };
  const seconds = await letRun(words, observer, aim, all);
  await all;
  for (const { error } of threads) if (error !== undefined) throw error;
  const samples = report(scenario, observer, readTally(words, layout));
  ctx.count('samples', samples);
  ctx.count('overlaps', atomicLoad(words, CONTROL.overlaps));
  if (scenario.measures.some(({ id }) => id === RATE)) ctx.measure(RATE, samples / seconds);
}

/** How much longer than asked it goes on while the actors have hardly overlapped. */
const STRETCH = 10;

/** Waits for the first stride, then for the duration; gives the seconds that samples were taken for. */
async function letRun(
  words: Int32Array,
  { ctx }: Observer,
  { duration, overlaps }: { readonly duration: number; readonly overlaps: number },
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
    while (!ended && atomicLoad(words, CONTROL.overlaps) < overlaps && elapsed() < STRETCH * duration) {
      ctx.progress(elapsed() / (STRETCH * duration), 'the actors have hardly met');
      await look();
    }
    return elapsed() / 1000;
  } finally {
    atomicStore(words, CONTROL.stop, 1);
  }
}

function readTally(words: Int32Array, layout: SampleLayout): readonly TallyEntry[] {
  const length = atomicLoad(words, CONTROL.tally);
  if (length === 0) throw new Error('The actors ended without a tally');
  // Copied, because a decoder refuses shared memory.
  const bytes = new Uint8Array(words.buffer, layout.tallyAt * 4, length).slice();
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
