/**
 * The options of `interleave mutants`, checked.
 *
 * @module
 */

import { type RawRunOptions, readOptions, type RunOptions } from './options.ts';

/** As commander hands them over. */
export interface RawMutantOptions extends Pick<RawRunOptions, 'on' | 'param' | 'out' | 'seed' | 'limit'> {
  readonly full?: boolean;
}

/** The verdict on the mutants stands in place of the table. */
const FILES: readonly string[] = ['html,md,junit,json'];

/** @throws {InputError} naming the option, its type and its range */
export function readMutantOptions(scenarios: readonly string[], raw: RawMutantOptions): RunOptions {
  const { full = false, ...rest } = raw;
  const options = readOptions(scenarios, {
    ...rest,
    quick: !full,
    mutants: true,
    isolation: true,
    reporter: FILES,
  });
  return { ...options, variants: false };
}
