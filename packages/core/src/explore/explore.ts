/**
 * Runs agents over one memory in every order, and says in which one something is wrong.
 *
 * ECMAScript's atomics are sequentially consistent, and everything that this library's agents share goes through
 * SharedWords. So what can happen between threads is what can happen when single operations take turns, and trying all
 * turns is exact; but for plain reads and writes of payload, which only their own thread's order and the words that guard
 * them protect: these are not explored.
 *
 * @module
 */

import { agent as agentState } from '../agent/state.ts';
import { buildWorld } from './build-world.ts';
import type { Chooser } from './chooser.ts';
import { DepthFirst } from './depth-first.ts';
import type { Exploration, ExploreOptions, ExploreResult, Failure, Limits, Search } from './exploration.ts';
import { failureOf } from './failure.ts';
import { RoundRobin } from './fixed-schedules.ts';
import { RandomSearch } from './random-search.ts';
import { runOnce } from './run-once.ts';
import { seededRandom } from './seeded.ts';

interface Searcher extends Chooser {
  /** Goes on to the next schedule; false when there is none. */
  advance(agents: number): boolean;
}

/** Between two pauses, in which the runtime's own event loop goes on, in milliseconds. */
const SLICE_MS = 50;

/**
 * Explores schedules until one fails, all have been tried, or a limit is reached.
 *
 * @example
 * ```ts
 * const result = await explore({
 *   name: 'a counter without a lock',
 *   setup: ({ allocate }) => ({ counter: allocate(1) }),
 *   agents: { one: add, two: add }, // function add({ counter }, { words }) { words.store(counter, words.load(counter) + 1); }
 *   check: ({ counter }, { words }) => { if (words.load(counter) !== 2) throw new Error('an update was lost'); },
 * });
 * ```
 *
 * @throws {NotDeterministic} when an agent did not do the same twice
 */
export async function explore<S extends object>(
  exploration: Exploration<S>,
  given: ExploreOptions = {},
): Promise<ExploreResult> {
  const options: ExploreOptions = { ...exploration.limits, ...given };
  const search: Search = options.search ?? 'depth-first';
  const seed = search === 'pct' ? (options.seed ?? 1) : undefined;
  const [words, path] = readCheckpoint(options.checkpoint);
  let searcher = searcherOf(search, seed, options, path);
  const state = agentState();
  const { program, host } = state;
  const beganAt = performance.now();
  let [schedules, steps] = [0, 0];
  let [failure, checkpoint]: [Failure | undefined, string | undefined] = [undefined, undefined];
  let complete = false;
  try {
    const built = buildWorld(exploration, options, words);
    const { conflicts } = built.world.memory;
    // One schedule finds nothing out for another: everybody's turn ends after any step.
    built.world.everyPoint = search === 'round-robin';
    const within = (): boolean =>
      schedules < (options.schedules ?? Infinity) && performance.now() - beganAt < (options.ms ?? Infinity);
    let pause = performance.now() + SLICE_MS;
    // Without preemptions is soon done, and shows of most words whether agents get in each other's way there.
    let scouts =
      searcher instanceof DepthFirst &&
      (options.preemptions ?? Infinity) > 0 &&
      options.checkpoint === undefined;
    if (scouts) searcher = new DepthFirst(0);
    // What was left out before such a word was known has to be looked at by another search, of which there shall be few:
    // it begins when this one has gone on for as long again, and so has found more of them.
    let [began, again] = [0, Infinity];
    const anew = (scout: boolean): void => {
      scouts = scout;
      searcher = scout ? new DepthFirst(0) : searcherOf(search, seed, options);
      conflicts.begin();
      [began, again] = [schedules, Infinity];
    };
    while (within()) {
      const more = schedules < again && searcher.advance(built.world.agents.length);
      if (!more) {
        if (again < Infinity) anew(scouts);
        else if (scouts) anew(false);
        else {
          complete = searcher instanceof DepthFirst;
          break;
        }
        continue;
      }
      const ending = await runOnce(built, searcher);
      schedules += 1;
      steps += built.world.taken.length - built.world.resumed;
      if (ending.kind !== 'done' && ending.kind !== 'cut') {
        failure = await failureOf(exploration, options, built.world.taken, ending);
        break;
      }
      if (conflicts.grows && searcher instanceof DepthFirst) again = Math.min(again, 2 * schedules - began);
      if (performance.now() > pause) {
        options.progress?.(schedules, steps);
        await new Promise<void>((resolve) => setTimeout(resolve, 0));
        pause = performance.now() + SLICE_MS;
      }
    }
    if (searcher instanceof DepthFirst && !complete && failure === undefined) {
      checkpoint = `${conflicts.all.join('.')}/${scouts || again < Infinity ? '' : searcher.checkpoint}`;
    }
  } finally {
    Object.assign(state, { program, host });
  }
  const ms = performance.now() - beganAt;
  return {
    name: exploration.name,
    schedules,
    steps,
    states: searcher instanceof DepthFirst ? searcher.states : 0,
    ms,
    complete,
    limits: limitsOf(options),
    search,
    seed,
    failure,
    checkpoint,
  };
}

function searcherOf(
  search: Search,
  seed: number | undefined,
  options: ExploreOptions,
  path?: string,
): Searcher {
  if (search === 'pct') return new RandomSearch(seededRandom(seed ?? 1), options.depth ?? 3);
  if (search === 'depth-first') return new DepthFirst(options.preemptions, path);
  const robin = new RoundRobin();
  let begun = false;
  return {
    choose: (world, choices) => robin.choose(world, choices),
    advance: () => !begun && (begun = true),
  };
}

/** The words at which agents were found to get in each other's way, and the path of the search. */
function readCheckpoint(text: string | undefined): [words: number[], path: string | undefined] {
  if (text === undefined) return [[], undefined];
  const match = /^([\d.]*)\/([\d.]*)$/.exec(text);
  if (match === null) {
    throw new RangeError(`Cannot go on from the checkpoint ${JSON.stringify(text)}: no exploration gave it`);
  }
  const numbers = (match[1] as string).split('.').filter((word) => word !== '');
  return [numbers.map(Number), match[2]];
}

function limitsOf({
  search: _search,
  seed: _seed,
  depth: _depth,
  checkpoint: _checkpoint,
  progress: _progress,
  ...limits
}: ExploreOptions): Limits {
  return limits;
}
