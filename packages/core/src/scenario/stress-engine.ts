/**
 * The engine of stress: episode after episode until the time is over or one of them breaks the contract.
 *
 * @module
 */

import { atomicLoad, atomicStore } from '../memory/atomic-view.ts';
import { setExcepthook, Thread } from '../threading/index.ts';
import type { ParamValues } from './contract.ts';
import type { Observer } from './observe.ts';
import { grade } from './outcomes.ts';
import type { ParamValue } from './params.ts';
import { seededRandom } from './random.ts';
import { projectKey } from './run-engine.ts';
import type { StressScenario, StressTask, StressWorker } from './stress-contract.ts';
import { EPISODE, stressTask } from './stress-worker.ts';

/** How much longer than asked an episode lasts while nobody has died. */
const STRETCH = 10;
/** How often the engine looks whether all threads have begun, in milliseconds. */
const LOOK_EVERY = 2;
export const STUCK = 'stuck';

type Params = Readonly<Record<string, ParamValue>>;
type Shared = Parameters<StressTask>[0];

/** One thread's place in an episode: whoever dies is followed there by another. */
interface Place {
  readonly worker: StressWorker;
  readonly index: number;
  ended: boolean;
}

export async function runStress(
  scenario: StressScenario,
  observer: Observer,
  params: Params,
  runtime: string,
): Promise<void> {
  const { ctx } = observer;
  const duration = Number(params['duration']);
  const startedAt = ctx.now();
  ctx.log(`The seed of this unit is ${ctx.seed}`);
  // Threads die on purpose here, and what else ends one is thrown below.
  setExcepthook(() => {});
  try {
    for (let number = Number(params['from']); ; number++) {
      const key = await playEpisode(scenario, observer, params, number);
      ctx.count('episodes');
      const passed = ctx.now() - startedAt;
      ctx.progress(passed / duration, `episode ${number}`);
      const broken = grade(scenario.outcomes[ctx.variant] ?? [], new Map([[key, 1]]), runtime);
      if (broken.status === 'forbidden') {
        ctx.log(`Episode ${number} ended as '${key}'; to begin with it, add --param from=${number}`);
        return;
      }
      if (passed >= duration) return;
    }
  } finally {
    setExcepthook(null);
  }
}

async function playEpisode(
  scenario: StressScenario,
  observer: Observer,
  params: Params,
  number: number,
): Promise<string> {
  const { ctx } = observer;
  const values = params as ParamValues<never>;
  const seed = episodeSeed(ctx.seed, number);
  const shared = (await scenario.prepare(ctx, values)) as Shared;
  const places = placesOf(scenario, ctx.variant, ctx.mutant);
  const buffer = new SharedArrayBuffer((EPISODE.died + places.length) * 4);
  const words = new Int32Array(buffer);
  const all = Promise.all(places.map((place) => keep(place, buffer, shared, seed, params)));
  // Thrown where it is awaited; until then it is nobody's.
  all.catch(() => {});
  try {
    await Promise.race([spend(observer, Number(params['episode']), words, places), all]);
  } finally {
    atomicStore(words, EPISODE.over, 1);
  }
  await scenario.finish?.(ctx, shared, values);
  const ended = await Promise.race([
    all.then(() => true),
    ctx.sleep(Number(params['patience'])).then(() => false),
  ]);
  ctx.count('points', atomicLoad(words, EPISODE.points));
  ctx.count('stalls', atomicLoad(words, EPISODE.stalls));
  const deaths: Record<string, number> = {};
  for (const { worker, index } of places) {
    const died = atomicLoad(words, EPISODE.died + index);
    deaths[worker.name] = (deaths[worker.name] ?? 0) + died;
    ctx.count('deaths', died);
  }
  if (!ended) {
    const stuck = places.filter((place) => !place.ended).map(({ worker }) => worker.name);
    observer.observed(STUCK, { number, seed, deaths, stuck });
    return STUCK;
  }
  const observation = await scenario.check(ctx, shared, { number, seed, deaths }, values);
  const key = projectKey(scenario, observation, params);
  observer.observed(key, observation);
  return key;
}

/** Lets an episode last, from when all of its threads have begun, and on until one has died, if any can. */
async function spend(
  { ctx }: Observer,
  ms: number,
  words: Int32Array,
  places: readonly Place[],
): Promise<void> {
  const mortals = places.filter(({ worker }) => worker.mortal === true);
  const died = (): boolean =>
    mortals.length === 0 || mortals.some(({ index }) => atomicLoad(words, EPISODE.died + index) > 0);
  const waits = (): boolean =>
    atomicLoad(words, EPISODE.over) === 0 && atomicLoad(words, EPISODE.begun) < places.length;
  while (waits()) await ctx.sleep(LOOK_EVERY);
  await ctx.sleep(ms);
  for (let waited = ms; !died() && waited < STRETCH * ms; waited += LOOK_EVERY) await ctx.sleep(LOOK_EVERY);
}

/** Keeps a thread at work at a place until one of them has ended alive. */
async function keep(
  place: Place,
  buffer: SharedArrayBuffer,
  shared: Shared,
  seed: number,
  params: Params,
): Promise<void> {
  const words = new Int32Array(buffer);
  const { worker, index } = place;
  const { url, taskName } = worker.task;
  const random = seededRandom(seed ^ Math.imul(index + 1, 0x9e3779b1));
  for (let died = 0; ; died++) {
    const order = {
      task: { url, taskName },
      place: index,
      seed: Math.floor(random() * 2 ** 32),
      life: worker.mortal === true ? Number(params['life']) : null,
      stalls: Number(params['stalls']),
    };
    const name = died === 0 ? worker.name : `${worker.name} after ${died}`;
    const thread = new Thread(stressTask, { args: [buffer, order, shared], name, daemon: true }).start();
    await thread.join();
    if (atomicLoad(words, EPISODE.died + index) === died) {
      place.ended = true;
      if (thread.error !== undefined) throw thread.error;
      return;
    }
    if (atomicLoad(words, EPISODE.over) !== 0) break;
  }
  place.ended = true;
}

function placesOf(scenario: StressScenario, variant: string, mutant: string | undefined): Place[] {
  const broken = mutant === undefined ? undefined : scenario.mutantWorkers?.[mutant];
  const workers = (broken ?? scenario.workers[variant] ?? []).flatMap((worker) =>
    Array.from({ length: worker.count ?? 1 }, () => worker),
  );
  return workers.map((worker, index) => ({ worker, index, ended: false }));
}

function episodeSeed(seed: number, number: number): number {
  return Math.floor(seededRandom(seed ^ Math.imul(number + 1, 0x85ebca6b))() * 2 ** 32);
}
