/**
 * A scenario is one lesson as an executable contract: jcstress' outcome table with litmus' quantifiers.
 *
 * The types here are the whole contract; `defineScenario` checks a definition against them at run time.
 *
 * @module
 */

import type { StressScenario } from './stress-contract.ts';
import type { System } from './system.ts';
import type { TerminateScenario } from './terminate-contract.ts';

/**
 * What an outcome row promises.
 *
 * - `always`: every observation matches this row (or another `always` row of the same variant)
 * - `mustSee`: at least one observation matches, else the status is `notObserved`
 * - `may`: allowed, and nothing to remark
 * - `interesting`: allowed, surprising, and shown first
 * - `never`: one match makes the status `forbidden`
 */
export type Expectation = 'always' | 'mustSee' | 'may' | 'interesting' | 'never';

/** One row of an outcome table. An observation whose key no row matches is forbidden. */
export interface Outcome {
  /** The projected key, whole, or a pattern that must match the whole of it. */
  readonly match: string | RegExp;
  readonly expect: Expectation;
  /** One sentence: why this outcome has this expectation. */
  readonly why: string;
  /**
   * The runtimes (`node`, `deno`, `bun`, `chromium`, `firefox`, `webkit`, `python`) for which the row holds; all where absent. For the
   * places where runtimes differ by design, so that each one's truth is written down instead of being allowed to all.
   */
  readonly on?: readonly string[];
}

/** A parameter that the command line can set with `--param name=value`. */
export type Param =
  | {
      readonly type: 'integer' | 'number';
      readonly default: number;
      /** The value of the quick preset; the default where absent. */
      readonly quick?: number;
      readonly min?: number;
      readonly max?: number;
      readonly unit?: string;
      readonly about: string;
    }
  | { readonly type: 'boolean'; readonly default: boolean; readonly quick?: boolean; readonly about: string }
  | {
      readonly type: 'choice';
      readonly choices: readonly string[];
      readonly default: string;
      readonly quick?: string;
      readonly about: string;
    };

export type ParamSchema = Readonly<Record<string, Param>>;

/** The values that a schema's parameters take. */
export type ParamValues<S extends ParamSchema> = { readonly [K in keyof S]: Widened<S[K]['default']> };

// Distributes over a union, so that a schema nobody knows gives values of any of the three types.
type Widened<T> = T extends number ? number : T extends boolean ? boolean : T extends string ? string : never;

/** A named timing or count that a run reports with `ctx.measure`. */
export interface Measure {
  readonly id: string;
  readonly title: string;
  /** `ms`, `ops/s`, `count`, `bytes`, `ratio`. */
  readonly unit: string;
  readonly better: 'lower' | 'higher' | 'neither';
}

/** Plain data that survives JSON: what a run saw. */
export type Observation =
  null | boolean | number | string | readonly Observation[] | { readonly [key: string]: Observation };

/** What a run may say and ask while it runs. */
export interface ScenarioContext {
  /** The variant that is running. */
  readonly variant: string;
  /** The mutant that is running, where the engine tries one. */
  readonly mutant: string | undefined;
  /** Seeds every random choice, so that `replay` makes the same ones. */
  readonly seed: number;
  /** Uniform in [0, 1), from the seed. */
  random(): number;
  /**
   * Milliseconds since 1970, monotonic and finer than one: `performance.timeOrigin + performance.now()`, so that
   * what a thread measured that way can be put beside it.
   */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** Ends the unit as `precondition` with this reason unless the condition holds. */
  assume(condition: boolean, reason: string): void;
  /** Aborted when the unit's time is over, shortly before it is killed. */
  readonly signal: AbortSignal;
  /** From 0 to 1, for the live display. */
  progress(fraction: number, text?: string): void;
  log(...parts: readonly unknown[]): void;
  /** Adds to a named counter (`nonVacuous` names those that must end above zero). */
  count(name: string, by?: number): void;
  /** One value of a measure that the contract names. */
  measure(id: string, value: number): void;
  /** One stretch of the timeline: what a thread did from `start` to `end` (of `now()`). */
  span(thread: string, what: string, start: number, end: number): void;
  /** The operating system, where the target runs on one that it can ask; a page cannot. */
  readonly system: System | undefined;
}

/** A broken twin on which the scenario must fail; a lesson that no mutant can fail teaches nothing. */
export interface Mutant {
  readonly id: string;
  /** What is broken, in a sentence. */
  readonly why: string;
  /** The variant whose contract it must break. */
  readonly variant: string;
  /** The status it must end with. */
  readonly status: 'forbidden' | 'notObserved' | 'vacuous' | 'timeout' | 'error' | 'crash';
}

/** Where the behaviour is specified or described. */
export interface Reference {
  readonly title: string;
  readonly url: string;
}

/** What every scenario has, whatever its engine. */
export interface ScenarioBase<S extends ParamSchema> {
  /** Kebab-case, unique in the catalogue: what the command line says. */
  readonly id: string;
  readonly title: string;
  /** The section of the guide, 1 to 11; 0 for a scenario of your own. */
  readonly section: number;
  /** The rows of the guide that this scenario works. */
  readonly rows: readonly string[];
  /** What it teaches, in a few sentences. */
  readonly lesson: string;
  readonly refs: readonly Reference[];
  /** Capabilities that the target must have: probed there, and asserted again inside the run. */
  readonly requires: readonly string[];
  readonly params: S;
  readonly variants: Readonly<Record<string, { readonly title: string }>>;
  readonly outcomes: Readonly<Record<string, readonly Outcome[]>>;
  /** Per variant, the counters that must end above zero, else the run proved nothing. */
  readonly nonVacuous?: Readonly<Record<string, readonly string[]>>;
  readonly mutants: readonly Mutant[];
  readonly measures: readonly Measure[];
  /** How long one variant may take, in milliseconds, before it is a `timeout`. Default 60 000. */
  readonly limit?: number;
}

/** A scenario whose variants each run as ordinary code. */
export interface RunScenario<
  S extends ParamSchema = ParamSchema,
  O extends Observation = Observation,
> extends ScenarioBase<S> {
  /**
   * All three are run alike; the word tells the reader what to look at: outcomes, times, or endings that `run` sees by
   * itself, as those of programs. A body whose ending the engine is to see makes a {@link TerminateScenario}.
   */
  readonly engine: 'run' | 'timing' | 'terminate';
  /** How often `run` is called per variant in one unit. Default 1. */
  readonly repeat?: number | ((params: ParamValues<S>) => number);
  run(ctx: ScenarioContext, params: ParamValues<S>): O | Promise<O>;
  /** The key that the outcome table is read with. */
  project(observation: O, params: ParamValues<S>): string;
}

/** The words that the actors of a sampled scenario share: a block of 32-bit integers, zero at each sample's start. */
export interface SampleShape {
  /**
   * 32-bit words per sample. The engine pads samples apart to whole cache lines (16 words), not the words inside
   * one: actors that want `x` and `y` in lines of their own take words 0 and 16 of 32.
   */
  readonly words: number;
  /** 32-bit result registers per actor, zero at each sample's start. */
  readonly results: number;
}

/**
 * A scenario of millions of short runs: each actor is an agent of its own, all run on the same sample at once.
 * Actors travel by reference, so they are tasks of the scenario's own module; the engine calls `loop` in each
 * agent once per chunk, not once per sample, and the loop must touch sample i only through the views it is given.
 *
 * The engine keeps three kinds of counters that `nonVacuous` may name: `samples`; `interleavings`, in how many
 * short stretches the outcome went back and forth, as it does only where actors run at once; and each key that was seen.
 * It takes the measure `samples-per-second` itself where the contract names it.
 */
export interface SampleScenario<S extends ParamSchema = ParamSchema> extends ScenarioBase<S> {
  readonly engine: 'sample';
  readonly shape: SampleShape;
  /**
   * Per variant, the actors by name, in order. Each is a task that does every sample of one chunk:
   * `(state, stateStride, results, resultStride, samples) => void` over Int32Arrays of shared memory.
   */
  readonly actors: Readonly<Record<string, readonly { readonly name: string; readonly task: SampleActor }[]>>;
  /** Per mutant, the actors that run in place of its variant's. */
  readonly mutantActors?: Readonly<
    Record<string, readonly { readonly name: string; readonly task: SampleActor }[]>
  >;
  /** The key of one sample, from the actors' result registers, in actor order. */
  project(results: readonly number[]): string;
}

/**
 * The hot loop of one actor over one chunk; a task, because it runs in another agent. Word w of sample i is
 * `state[i * stateStride + w]`, register r of this actor for sample i is `results[i * resultStride + r]`.
 */
export type SampleActor = ((
  state: Int32Array,
  stateStride: number,
  results: Int32Array,
  resultStride: number,
  samples: number,
) => void) & { readonly url: string; readonly taskName: string };

/** A definition of any engine. */
export type AnyDefinition = RunScenario | SampleScenario | TerminateScenario | StressScenario;

/** A checked scenario, as the catalogue and the engines see it. */
export type Scenario = AnyDefinition & {
  /** The module that defined it: what another agent imports to find its actors. */
  readonly url: string;
  /** Of everything that gives an outcome its meaning; saved reports of other hashes are not compared. */
  readonly contractHash: string;
};
