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
  /** The second unit of a round's reference (A/A). */
  readonly again?: true;
}

/** One variant or mutant instead of all, with the seed itself: what is replayed. */
export interface Only {
  readonly variant: string | undefined;
  readonly mutant: string | undefined;
}

export interface Choices {
  readonly seed: number;
  /** The first of a scenario's rounds, and the one at which it ends. */
  readonly roundsOf: (subject: Subject) => readonly [first: number, end: number];
  readonly mutants: boolean;
  /** False for the mutants alone. */
  readonly variants?: boolean;
  readonly only?: Only | undefined;
  /**
   * Whether each round of a scenario that is about time runs its reference, the first variant, twice: what the machine
   * makes of no difference. It takes as many rounds as an interval does to say something.
   */
  readonly again?: boolean;
  readonly paramsOf: (subject: Subject) => Readonly<Record<string, ParamValue>>;
}

type Trial = readonly [variant: string, mutant: Mutant | undefined, again?: true];

/**
 * Every unit of a run, round by round. Targets take turns in a shuffled order within each variant, so that what the
 * machine does meanwhile falls on all of them; a variant's seed is the same on every target. Both depend on the run's
 * seed and the round alone, so that a round is the same whichever rounds are planned with it.
 */
export function planJobs(subjects: readonly Subject[], targets: readonly Target[], choices: Choices): Job[] {
  const spans = subjects.map((subject) => ({ subject, span: choices.roundsOf(subject) }));
  const end = Math.max(0, ...spans.map(({ span }) => span[1]));
  return Array.from({ length: end }, (_, round) => round).flatMap((round) =>
    spans.flatMap(({ subject, span }) =>
      round < span[0] || round >= span[1] ? [] : roundOf(subject, round, targets, choices),
    ),
  );
}

function roundOf(subject: Subject, round: number, targets: readonly Target[], choices: Choices): Job[] {
  const { id } = subject.contract;
  const params = choices.paramsOf(subject);
  const able = targets.filter((target) => target.excuse(subject) === undefined);
  const trials = trialsOf(subject, choices);
  // Variants are compared with each other too: after the first round, in which a reader follows them in the contract's
  // order, none of them always comes first.
  const turns = seededRandom(unitSeed(choices.seed, id, round, 'variants'));
  return (round === 0 ? trials : shuffled(trials, turns)).flatMap(([variant, mutant, again]) => {
    const which = [id, variant, mutant?.id ?? '', round];
    const seed = choices.only === undefined ? unitSeed(choices.seed, ...which) : choices.seed;
    const random = seededRandom(unitSeed(choices.seed, ...which, again ? 'order again' : 'order'));
    const takers = mutant === undefined ? able : able.filter((target) => target.mutants);
    return shuffled(takers, random).map((target) => {
      return { subject, target, variant, mutant, round, seed, params, ...(again && { again }) };
    });
  });
}

function trialsOf({ contract }: Subject, choices: Choices): Trial[] {
  const { mutants, variants: plain = true, only, again = false } = choices;
  const variants = Object.keys(contract.variants).map((variant): Trial => [variant, undefined]);
  const broken = contract.mutants.map((mutant): Trial => [mutant.variant, mutant]);
  if (only?.mutant !== undefined) return broken.filter(([, mutant]) => mutant?.id === only.mutant);
  if (only?.variant !== undefined) return variants.filter(([variant]) => variant === only.variant);
  const reference = variants.length > 1 && contract.engine === 'timing' ? variants[0] : undefined;
  const control: Trial[] = again && reference !== undefined ? [[reference[0], undefined, true]] : [];
  return [...(plain ? [...variants, ...control] : []), ...(mutants ? broken : [])];
}

/** 32 bits that depend on the run's seed and on which unit it is, and on nothing else. */
export function unitSeed(seed: number, ...which: readonly (string | number)[]): number {
  return Number(BigInt(`0x${fnv1a64(JSON.stringify([seed, ...which]))}`) & 0xffffffffn);
}
