/**
 * The options of `interleave explore`, checked.
 *
 * @module
 */

import type { ExploreOptions, Search } from '@interleave/core/explore';
import { suggestion } from '@interleave/core/scenario';
import { InputError } from '../input-error.ts';
import { integer } from './integer.ts';

/** As commander hands them over. */
export interface RawExploreOptions {
  readonly only?: string;
  readonly deep?: boolean;
  readonly preemptions?: string;
  readonly timeouts?: string;
  readonly deaths?: string;
  readonly rings?: string;
  readonly search?: string;
  readonly seed?: string;
  readonly depth?: string;
  readonly schedules?: string;
  readonly steps?: string;
  readonly seconds?: string;
  readonly checkpoint?: string;
  readonly out: string;
  readonly reporter?: readonly string[];
}

const SEARCHES: readonly Search[] = ['depth-first', 'pct', 'round-robin'];
const MOST = 2 ** 31 - 1;

/** @throws {InputError} naming the option, its type and its range */
export function readExploreOptions(raw: RawExploreOptions): ExploreOptions {
  const { search = 'depth-first' } = raw;
  if (!SEARCHES.includes(search as Search)) {
    throw new InputError(`There is no search '${search}': ${suggestion(search, SEARCHES)}`);
  }
  const seconds = raw.seconds === undefined ? undefined : integer('--seconds', raw.seconds, 1, 86_400);
  return {
    search: search as Search,
    ...number('preemptions', raw.preemptions, 0),
    ...number('timeouts', raw.timeouts, 0),
    ...number('deaths', raw.deaths, 0),
    ...number('rings', raw.rings, 0),
    ...number('seed', raw.seed, 0),
    ...number('depth', raw.depth, 1),
    ...number('schedules', raw.schedules, 1),
    ...number('steps', raw.steps, 1),
    ...(seconds === undefined ? {} : { ms: seconds * 1000 }),
    ...(raw.checkpoint === undefined ? {} : { checkpoint: raw.checkpoint }),
  };
}

const SEARCHING = [
  'preemptions',
  'timeouts',
  'deaths',
  'rings',
  'search',
  'seed',
  'depth',
  'schedules',
  'steps',
  'seconds',
] as const satisfies (keyof RawExploreOptions)[];

/** What was said of the search, as it is typed; a default need not be. */
export function typed(raw: RawExploreOptions): string[] {
  const words = SEARCHING.flatMap((name) => {
    const word = raw[name];
    return word === undefined || word === 'depth-first' ? [] : [`--${name}`, word];
  });
  return raw.deep === true ? ['--deep', ...words] : words;
}

function number(name: string, word: string | undefined, least: number): { readonly [name: string]: number } {
  return word === undefined ? {} : { [name]: integer(`--${name}`, word, least, MOST) };
}
