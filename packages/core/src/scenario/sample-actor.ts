/**
 * One actor of a sampled scenario, for as long as the scenario runs: it stays in its agent and meets the others at a
 * barrier once per stride, so that a sample costs nanoseconds and not the start of a thread.
 *
 * @module
 */

import { atomicAdd, atomicLoad, atomicStore } from '../memory/atomic-view.ts';
import { defineTasks, type Tasks } from '../task/index.ts';
import type { Event } from '../threading/index.ts';
import type { SampleActor, SampleScenario } from './contract.ts';
import { isScenario } from './define.ts';
import { SampleBarrier } from './sample-barrier.ts';
import { CONTROL, layOut, type SampleLayout } from './sample-layout.ts';
import { Tally } from './tally.ts';

/** What an actor's agent is told. */
export interface ActorOrder {
  /** The scenario's module. */
  readonly url: string;
  readonly variant: string;
  readonly mutant: string | null;
  /** Which of the actors; the first is the arbiter too, who counts between two strides. */
  readonly index: number;
  readonly stride: number;
}

/** The actors that a variant, or a mutant of it, runs. */
export function actorsOf(
  scenario: SampleScenario,
  variant: string,
  mutant: string | undefined,
): readonly { readonly name: string; readonly task: SampleActor }[] {
  return (mutant === undefined ? scenario.actors[variant] : scenario.mutantActors?.[mutant]) ?? [];
}

async function act(buffer: SharedArrayBuffer, order: ActorOrder, never: Event): Promise<void> {
  const words = new Int32Array(buffer);
  try {
    const exports = (await import(/* @vite-ignore */ order.url)) as { readonly default?: unknown };
    const scenario = exports.default;
    if (!isScenario(scenario) || scenario.engine !== 'sample') {
      throw new TypeError(`${order.url} is no sampled scenario in this agent`);
    }
    const actors = actorsOf(scenario, order.variant, order.mutant ?? undefined);
    const actor = actors[order.index];
    if (actor === undefined) throw new RangeError(`The scenario has no actor ${order.index}`);
    const barrier = new SampleBarrier(words, actors.length, never);
    play(words, layOut(scenario.shape, actors.length, order.stride), actor.task, order.index, barrier);
  } catch (error) {
    // First, because the others spin at the barrier until they see it.
    atomicStore(words, CONTROL.failed, 1);
    throw error;
  }
}

function play(
  words: Int32Array,
  layout: SampleLayout,
  task: SampleActor,
  index: number,
  barrier: SampleBarrier,
): void {
  const { stateAt, stateStride, resultsAt, resultStride, actorStride, tallyAt, samples } = layout;
  const state = words.subarray(stateAt, resultsAt);
  const allResults = words.subarray(resultsAt, tallyAt);
  const results = allResults.subarray(index * actorStride, (index + 1) * actorStride);
  const tally = new Tally(layout);
  const part = (): void => task(state, stateStride, results, resultStride, samples);
  for (;;) {
    if (!barrier.meet()) return;
    barrier.play(part);
    if (!barrier.meet()) return;
    if (index === 0) {
      tally.addStride(allResults);
      state.fill(0);
      allResults.fill(0);
      atomicAdd(words, CONTROL.strides, 1);
      if (atomicLoad(words, CONTROL.stop) !== 0) atomicStore(words, CONTROL.ended, 1);
    }
    if (!barrier.meet()) return;
    if (atomicLoad(words, CONTROL.ended) !== 0) break;
  }
  if (index === 0) writeTally(words, layout, tally);
}

function writeTally(words: Int32Array, layout: SampleLayout, tally: Tally): void {
  const room = new Uint8Array(words.buffer, layout.tallyAt * 4);
  const bytes = new TextEncoder().encode(JSON.stringify(tally.entries()));
  if (bytes.length > room.length)
    throw new RangeError('There are more different outcomes than the tally can hold');
  room.set(bytes);
  atomicStore(words, CONTROL.tally, bytes.length);
}

const tasks: Tasks<{ act: typeof act }> = defineTasks(
  import.meta.url,
  { act },
  { group: 'interleave/sample' },
);

/** The task that an actor's thread runs. */
export const actorTask: Tasks<{ act: typeof act }>['act'] = tasks.act;
