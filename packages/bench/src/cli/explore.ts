/**
 * `interleave explore`: every interleaving of the agents in a module.
 *
 * @module
 */

import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  checkExploration,
  explore,
  type Exploration,
  type ExploreOptions,
  type ExploreResult,
  type Failure,
  replaySchedule,
  showFailure,
} from '@interleave/core/explore';
import { suggestion } from '@interleave/core/scenario';
import { InputError } from '../input-error.ts';
import { readsTypes } from '../plan/reader.ts';
import { duration, plural } from '../report/format.ts';
import { type RawExploreOptions, readExploreOptions } from './explore-options.ts';
import { type LivingLine, livingLine } from './living-line.ts';
import { quoted } from './replay-command.ts';

/** Explores what a module exports, and says what it found; gives 1 where something is wrong. */
export async function exploreModule(file: string, raw: RawExploreOptions): Promise<number> {
  const options = readExploreOptions(raw);
  const all = await load(file);
  const chosen = raw.only === undefined ? all : all.filter(({ name }) => name === raw.only);
  if (chosen.length === 0) {
    const names = all.map(({ name }) => name);
    throw new InputError(`${file} has no exploration '${raw.only}': ${suggestion(raw.only ?? '', names)}`);
  }
  if (raw.replay !== undefined) return again(chosen, raw.replay, options);
  let code = 0;
  for (const exploration of chosen) {
    const result = await exploreOne(exploration, options);
    process.stdout.write(`${sentence(result)}\n`);
    if (result.failure === undefined) continue;
    code = 1;
    const command = [
      'interleave',
      'explore',
      shown(file),
      '--only',
      result.name,
      '--replay',
      result.failure.schedule,
    ];
    process.stdout.write(`\n${showFailure(result.failure)}\n\nAgain: ${command.map(quoted).join(' ')}\n\n`);
  }
  return code;
}

async function exploreOne(exploration: Exploration<object>, options: ExploreOptions): Promise<ExploreResult> {
  const line: LivingLine = livingLine(process.stderr);
  line.begin(exploration.name);
  try {
    return await explore(exploration, {
      ...options,
      progress: (schedules) => line.change(() => `${exploration.name}: ${plural(schedules, 'schedule')}`),
    });
  } catch (error) {
    const isInput =
      error instanceof RangeError || (error instanceof Error && error.name === 'NotDeterministic');
    throw isInput ? new InputError(error.message) : error;
  } finally {
    line.close();
  }
}

async function again(
  chosen: readonly Exploration<object>[],
  schedule: string,
  options: ExploreOptions,
): Promise<number> {
  const [one, other] = chosen;
  if (one === undefined || other !== undefined) {
    throw new InputError('--replay is of one exploration: name it with --only');
  }
  let failure: Failure | undefined;
  try {
    failure = await replaySchedule(one, schedule, options);
  } catch (error) {
    if (error instanceof RangeError) throw new InputError(error.message);
    throw error;
  }
  process.stdout.write(
    failure === undefined ? 'Nothing is wrong in this schedule.\n' : `${showFailure(failure)}\n`,
  );
  return failure === undefined ? 0 : 1;
}

function sentence({
  name,
  schedules,
  steps,
  complete,
  limits,
  search,
  seed,
  failure,
  ms,
  checkpoint,
}: ExploreResult): string {
  const bounds = Object.entries(limits)
    .filter(([limit]) => ['preemptions', 'timeouts', 'deaths', 'rings'].includes(limit))
    .map(([limit, value]) => `${value} ${limit}`);
  const how =
    search === 'depth-first'
      ? complete
        ? `every schedule${bounds.length === 0 ? '' : ` with up to ${bounds.join(', ')}`}`
        : 'not every schedule'
      : `schedules by ${search}${seed === undefined ? '' : `, seed ${seed}`}`;
  const work = `${plural(schedules, 'schedule')}, ${plural(steps, 'step')}, ${duration(ms)}`;
  if (failure !== undefined) return `${name}: ${failure.kind}, found after ${work}`;
  const more =
    checkpoint === undefined || checkpoint === '' ? '' : `\n  go on with --checkpoint ${checkpoint}`;
  return `${name}: nothing wrong in ${how} (${work})${more}`;
}

/** @throws {InputError} where the module does not load or has no exploration */
async function load(file: string): Promise<Exploration<object>[]> {
  const path = resolve(file);
  if (!existsSync(path)) throw new InputError(`There is no file ${shown(file)}`);
  if (/\.[cm]?ts$/.test(path) && !readsTypes(process.versions.node)) {
    throw new InputError(
      `${shown(file)} is TypeScript, which Node ${process.versions.node} does not read: 22.18 is the oldest that does`,
    );
  }
  let module: Readonly<Record<string, unknown>>;
  try {
    module = (await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new InputError(
      `${shown(file)} does not load: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const found = Object.entries(module).flatMap(([name, value]) =>
    name === 'default' || isObject(value) ? [[name, value] as const] : [],
  );
  try {
    const explorations = found.map(([name, value]) =>
      checkExploration(value, `export ${name} of ${shown(file)}`),
    );
    if (explorations.length > 0) return explorations;
  } catch (error) {
    throw new InputError((error as Error).message);
  }
  throw new InputError(
    `${shown(file)} exports no exploration: write export default { name, setup, agents, check }, as in docs/explore.md`,
  );
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'agents' in value;
}

function shown(file: string): string {
  const short = relative('', resolve(file));
  return short.startsWith('..') ? file : `./${short}`;
}
