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
import { loadScenario } from './load.ts';
import { type Meeting, SampleBarrier } from './sample-barrier.ts';
import { CHUNK, CONTROL, layOut, type SampleLayout, tallyOf } from './sample-layout.ts';
import { Tally } from './tally.ts';

/** What an actor's agent is told. */
export interface ActorOrder {
  /** The scenario's module. */
  readonly url: string;
  /** Its id: a module may have several. */
  readonly scenario: string;
  readonly variant: string;
  readonly mutant: string | null;
  /** Which of the actors; the first also says when it is over. */
  readonly index: number;
  readonly stride: number;
  readonly meeting: Meeting;
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
    const scenario = await loadScenario(order.url, order.scenario);
    if (scenario.engine !== 'sample') throw new TypeError(`${order.scenario} is not sampled in this agent`);
    const actors = actorsOf(scenario, order.variant, order.mutant ?? undefined);
    const actor = actors[order.index];
    if (actor === undefined) throw new RangeError(`The scenario has no actor ${order.index}`);
    const layout = layOut(scenario.shape, actors.length, order.stride);
    const barrier = new SampleBarrier(words, layout, order.index, order.meeting, never);
    play(words, layout, actor.task, order.index, barrier);
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
  const { stateStride, resultStride } = layout;
  const from = Math.floor((index * layout.samples) / layout.actors);
  const to = Math.floor(((index + 1) * layout.samples) / layout.actors);
  const chunks = chunksOf(words, layout, index);
  const state = words.subarray(layout.stateAt, layout.resultsAt);
  const allResults = words.subarray(layout.resultsAt, layout.tallyAt);
  const tally = new Tally(layout);
  let published = 0;
  for (;;) {
    for (let c = 0; c < chunks.length; c++) {
      const { state: part, results, samples } = chunks[c] as Chunk;
      barrier.begin(c === 0);
      task(part, stateStride, results, resultStride, samples);
    }
    if (!barrier.meet()) return;
    // Everyone counts and clears a part, which also leaves the memory in everybody's cache.
    tally.addPart(allResults, from, to);
    state.fill(0, from * stateStride, to * stateStride);
    clearResults(allResults, layout, from, to);
    atomicAdd(words, CONTROL.interleavings, tally.interleavings - published);
    published = tally.interleavings;
    if (index === 0) {
      atomicAdd(words, CONTROL.strides, 1);
      if (atomicLoad(words, CONTROL.stop) !== 0) atomicStore(words, CONTROL.ended, 1);
    }
    if (!barrier.meet()) return;
    if (atomicLoad(words, CONTROL.ended) !== 0) break;
  }
  writeTally(tallyOf(words, layout, index), tally);
}

/** Some samples in a row, as one actor sees them. */
interface Chunk {
  readonly samples: number;
  readonly state: Int32Array;
  readonly results: Int32Array;
}

function chunksOf(words: Int32Array, layout: SampleLayout, index: number): Chunk[] {
  const { stateAt, stateStride, resultsAt, resultStride, actorStride, samples: all } = layout;
  const ownResults = resultsAt + index * actorStride;
  return Array.from({ length: Math.ceil(all / CHUNK) }, (_, c) => {
    const from = c * CHUNK;
    const samples = Math.min(CHUNK, all - from);
    const stateFrom = stateAt + from * stateStride;
    const resultsFrom = ownResults + from * resultStride;
    return {
      samples,
      state: words.subarray(stateFrom, stateFrom + samples * stateStride),
      results: words.subarray(resultsFrom, resultsFrom + samples * resultStride),
    };
  });
}

function clearResults(results: Int32Array, layout: SampleLayout, from: number, to: number): void {
  const { actors, actorStride, resultStride } = layout;
  for (let actor = 0; actor < actors; actor++) {
    const at = actor * actorStride;
    results.fill(0, at + from * resultStride, at + to * resultStride);
  }
}

function writeTally(room: Int32Array, tally: Tally): void {
  const bytes = new TextEncoder().encode(JSON.stringify(tally.entries()));
  const text = new Uint8Array(room.buffer, room.byteOffset + 4, room.byteLength - 4);
  if (bytes.length > text.length)
    throw new RangeError('There are more different outcomes than the tally can hold');
  text.set(bytes);
  atomicStore(room, 0, bytes.length);
}

const tasks: Tasks<{ act: typeof act }> = defineTasks(
  import.meta.url,
  { act },
  { group: 'interleave/sample' },
);

/** The task that an actor's thread runs. */
export const actorTask: Tasks<{ act: typeof act }>['act'] = tasks.act;
