/**
 * Which benchmarks and which implementations a command line means.
 *
 * @module
 */

import { suggestion } from '@interleave/core/scenario';
import type { Contestant } from '../engines/bench/run-benchmark.ts';
import { USUAL } from '../engines/timing/order.ts';
import { InputError } from '../input-error.ts';
import type { Benchmark } from '../peers/benchmark.ts';
import { CATALOGUE } from '../peers/catalogue.ts';
import { isPeer, isPython } from '../peers/makers.ts';
import { benchScript } from '../targets/python.ts';
import { besides } from '../targets/source-mode.ts';
import type { Target } from '../targets/target.ts';

/**
 * The benchmarks of these words, in the catalogue's order: a name, or how names begin (`lock`, `queue`); all where
 * there is none.
 *
 * @throws {InputError} for a word that means none
 */
export function chooseBenchmarks(words: readonly string[]): readonly Benchmark[] {
  if (words.length === 0) return CATALOGUE;
  const means = (word: string, { id }: Benchmark): boolean => id === word || id.startsWith(`${word}-`);
  for (const word of words) {
    if (CATALOGUE.some((benchmark) => means(word, benchmark))) continue;
    const names = CATALOGUE.map(({ id }) => id);
    throw new InputError(`There is no benchmark '${word}': ${suggestion(word, names)}`);
  }
  return CATALOGUE.filter((benchmark) => words.some((word) => means(word, benchmark)));
}

/**
 * Everyone who takes part in a benchmark: on each runtime its implementations and the first of them once more, and
 * CPython once.
 */
export function contestantsOf(
  { implementations, sampling }: Benchmark,
  targets: readonly Target[],
  peers: boolean,
): Contestant[] {
  return targets.flatMap((target) =>
    implementations.flatMap(({ by, title, module, make }, place): Contestant[] => {
      if (isPython(by) !== (target.kind === 'python')) return [];
      if (!peers && isPeer(by)) return [];
      const one: Contestant = {
        by,
        title,
        runtime: target.id,
        again: false,
        work: { module, make, ...USUAL, ...sampling },
        open: (order) => launch(target, JSON.stringify(order), module),
      };
      return place === 0 ? [one, { ...one, again: true }] : [one];
    }),
  );
}

async function launch(target: Target, order: string, module: string): ReturnType<Contestant['open']> {
  const entry = target.kind === 'python' ? benchScript(module) : besides(`./bench-${target.kind}`);
  if (target.launch === undefined) throw new TypeError(`${target.title} is no program that measures`);
  return target.launch(entry, order);
}
