/**
 * What is run, in which order.
 *
 * @module
 */

import { fnv1a64, type Mutant, type ParamValue, seededRandom, shuffled } from '@interleave/core/scenario';
import type { Target } from '../targets/target.ts';
import type { Subject } from './contracts.ts';

/** One unit to come. */
export interface Job {
  readonly subject: Subject;
  readonly target: Target;
  readonly variant: string;
  readonly mutant: Mutant | undefined;
  readonly round: number;
  readonly seed: number;
  readonly params: Readonly<Record<string, ParamValue>>;
}

export interface Choices {
  readonly seed: number;
  readonly rounds: number;
  readonly mutants: boolean;
  /** False for the mutants alone. */
  readonly variants?: boolean;
  readonly paramsOf: (subject: Subject) => Readonly<Record<string, ParamValue>>;
}

/**
 * Every unit of a run. Targets take turns in a shuffled order within each variant, so that what the machine does
 * meanwhile falls on all of them; the seed of a variant is the same on every target.
 */
export function planJobs(subjects: readonly Subject[], targets: readonly Target[], choices: Choices): Job[] {
  const random = seededRandom(choices.seed);
  return subjects.flatMap((subject) => {
    const { contract } = subject;
    const params = choices.paramsOf(subject);
    const able = targets.filter((target) => target.excuse(subject) === undefined);
    const mutants = choices.mutants ? contract.mutants : [];
    const trials: readonly (readonly [variant: string, mutant: Mutant | undefined])[] = [
      ...(choices.variants === false ? [] : Object.keys(contract.variants)).map(
        (variant) => [variant, undefined] as const,
      ),
      ...mutants.map((mutant) => [mutant.variant, mutant] as const),
    ];
    const rounds = Array.from({ length: choices.rounds }, (_, round) => round);
    return rounds.flatMap((round) =>
      trials.flatMap(([variant, mutant]) =>
        shuffled(mutant === undefined ? able : able.filter((target) => target.mutants), random).map(
          (target) => ({
            subject,
            target,
            variant,
            mutant,
            round,
            seed: unitSeed(choices.seed, contract.id, variant, mutant?.id ?? '', round),
            params,
          }),
        ),
      ),
    );
  });
}

/** 32 bits that depend on the run's seed and on which unit it is, and on nothing else. */
export function unitSeed(seed: number, ...which: readonly (string | number)[]): number {
  return Number(BigInt(`0x${fnv1a64(JSON.stringify([seed, ...which]))}`) & 0xffffffffn);
}
