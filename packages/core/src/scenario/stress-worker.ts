/**
 * One thread of an episode, and the faults that happen to it.
 *
 * @module
 */

import { currentProgram } from '../agent/program.ts';
import { atomicAdd, atomicLoad } from '../memory/atomic-view.ts';
import { sleepSync } from '../memory/index.ts';
import { defineTasks, type TaskRef, type Tasks } from '../task/index.ts';
import { resolveTask } from '../task/resolve.ts';
import { seededRandom } from './random.ts';
import type { Chaos, StressTask } from './stress-contract.ts';

/** Words that all threads of an episode share; from `died` on, one for each place. */
export const EPISODE: {
  readonly over: number;
  readonly points: number;
  readonly stalls: number;
  readonly begun: number;
  readonly died: number;
} = { over: 0, points: 1, stalls: 2, begun: 3, died: 4 };

/** What a thread of an episode is told. */
export interface StressOrder {
  readonly task: Pick<TaskRef, 'url' | 'taskName'>;
  /** Which of the episode's threads it is; whoever follows it has the same. */
  readonly place: number;
  readonly seed: number;
  /** It dies at the latest at this point; null for one that does not. */
  readonly life: number | null;
  /** Of a hundred points, at how many it is held up. */
  readonly stalls: number;
}

/** The longest that a thread is held up, in milliseconds. */
const LONGEST_STALL = 2;

type Shared = Parameters<StressTask>[0];

async function work(buffer: SharedArrayBuffer, order: StressOrder, shared: Shared): Promise<void> {
  const { url, taskName } = order.task;
  const task = await resolveTask({ url, group: '', name: taskName });
  const words = new Int32Array(buffer);
  atomicAdd(words, EPISODE.begun, 1);
  await Reflect.apply(task, undefined, [shared, chaosOf(words, order)]);
}

function chaosOf(words: Int32Array, { place, seed, life, stalls }: StressOrder): Chaos {
  const random = seededRandom(seed);
  const last = life === null ? Infinity : 1 + Math.floor(random() * life);
  let points = 0;
  return {
    goesOn: () => atomicLoad(words, EPISODE.over) === 0,
    random,
    async point(): Promise<void> {
      atomicAdd(words, EPISODE.points, 1);
      points += 1;
      if (points >= last) return await die(words, place);
      if (random() * 100 >= stalls) return;
      atomicAdd(words, EPISODE.stalls, 1);
      // Held up for good, so that the others run into what it holds; or only made to let others of its thread go on.
      if (random() < 0.5) sleepSync(random() * LONGEST_STALL);
      else await Promise.resolve();
    },
  };
}

/** Ends the worker. Never settles: where the worker ends only when its code pauses, nothing of it may run again. */
function die(words: Int32Array, place: number): Promise<never> {
  atomicAdd(words, EPISODE.died + place, 1);
  currentProgram().host.exitWorker();
  return new Promise(() => {});
}

const tasks: Tasks<{ work: typeof work }> = defineTasks(
  import.meta.url,
  { work },
  { group: 'interleave/stress' },
);

/** The task that a thread of an episode runs. */
export const stressTask: Tasks<{ work: typeof work }>['work'] = tasks.work;
