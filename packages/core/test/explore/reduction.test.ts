/**
 * What the explorer leaves out changes no outcome: small programs, made by chance, are explored in every order, and by
 * chance with nothing left out.
 *
 * @module
 */

import { describe, expect, test } from 'vitest';
import { explore, type Body, type Exploration, type ExploreOptions } from '../../src/explore/index.ts';
import { seededRandom } from '../../src/explore/seeded.ts';

interface Shared {
  readonly words: number;
}

type Act = (at: number, self: Parameters<Body<Shared>>[1]) => void;

const ACTS: readonly Act[] = [
  (at, { words, note }) => note(words.load(at)),
  (at, { words }) => words.store(at, 1),
  (at, { words }) => void words.add(at, 2),
  (at, { words, note }) => note(words.exchange(at, 5)),
  (at, { words, note }) => note(words.compareExchange(at, 0, 7)),
  (at, { words, note }) => note(words.wait(at, 0, 10)),
  (at, { words }) => words.notify(at, 1),
];

/** Agents that each do a few things to a few words, the same ones for the same seed. */
function programOf(seed: number): Readonly<Record<string, Body<Shared>>> {
  const random = seededRandom(seed);
  const below = (most: number): number => Math.floor(random() * most);
  const agents = Array.from({ length: 2 + below(2) }, (_, index) => {
    const acts = Array.from({ length: 3 }, () => [ACTS[below(ACTS.length)] as Act, below(2)] as const);
    const body: Body<Shared> = ({ words }, self) => {
      for (const [act, word] of acts) act(words + word, self);
    };
    return [`agent ${index}`, body] as const;
  });
  return Object.fromEntries(agents);
}

async function outcomesOf(seed: number, options: ExploreOptions): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  const exploration: Exploration<Shared> = {
    name: `program ${seed}`,
    setup: ({ allocate }) => ({ words: allocate(2) }),
    agents: programOf(seed),
    mortal: ['agent 0'],
    check({ words: at }, { words }, notes, ended) {
      // What different agents noted has no order but that of their operations.
      const told = notes.map(({ agent, what }) => `${agent}: ${String(what[0])}`);
      told.sort((one, other) => one.slice(0, 7).localeCompare(other.slice(0, 7)));
      seen.add(JSON.stringify([words.load(at), words.load(at + 1), told, ended]));
    },
  };
  const { complete, failure } = await explore(exploration, options);
  expect(failure).toBeUndefined();
  expect(complete).toBe(options.search === undefined);
  return seen;
}

describe.each([
  ['nothing besides', {}],
  ['a timeout', { timeouts: 1 }],
  ['a death', { deaths: 1 }],
])('with %s', (_, limits) => {
  test.each(Array.from({ length: 20 }, (_none, seed) => seed))('program %d', async (seed) => {
    const all = await outcomesOf(seed, limits);
    const chance = { search: 'pct', depth: 6, seed, schedules: 600, ...limits } as const;
    const some = await outcomesOf(seed, chance);
    expect([...some].filter((outcome) => !all.has(outcome))).toEqual([]);
    // More preemptions show more, and enough of them everything.
    let before: ReadonlySet<string> = new Set();
    for (const preemptions of [0, 1, 2, 9]) {
      const within = await outcomesOf(seed, { preemptions, ...limits });
      expect([...before].filter((outcome) => !within.has(outcome))).toEqual([]);
      before = within;
    }
    expect([...before].toSorted()).toEqual([...all].toSorted());
  });
});
