/**
 * `interleave replay` of a schedule: what an exploration found, once more.
 *
 * @module
 */

import { replaySchedule as replayOf, showFailure, type Failure } from '@interleave/core/explore';
import { suggestion } from '@interleave/core/scenario';
import { InputError } from '../input-error.ts';
import { titleOf } from '../report/exploration.ts';
import { list } from '../report/format.ts';
import { integer } from './integer.ts';
import { loadExplorations } from './load-explorations.ts';
import { readReportFile } from './read-document.ts';

/** As commander hands them over. */
export interface RawScheduleOptions {
  readonly schedule?: string;
  readonly only?: string;
  readonly steps?: string;
}

interface Wanted {
  readonly module: string;
  readonly only: string | undefined;
  readonly schedule: string;
  readonly steps: number | undefined;
}

/** Whether it is a schedule that is asked for, and not a unit of a scenario. */
export function isSchedule(what: string, { schedule }: RawScheduleOptions): boolean {
  return schedule !== undefined || what.endsWith('.json');
}

/** Runs the schedule and shows what happens in it; gives 1 where that is wrong. */
export async function replaySchedule(what: string, raw: RawScheduleOptions): Promise<number> {
  const { module, only, schedule, steps } = what.endsWith('.json')
    ? await saved(what, raw)
    : asked(what, raw);
  const [one, ...others] = await loadExplorations(module, only);
  if (one === undefined || others.length > 0) {
    throw new InputError(`A schedule is of one exploration, and ${module} has more: name it with --only`);
  }
  let failure: Failure | undefined;
  try {
    failure = await replayOf(one, schedule, steps === undefined ? {} : { steps });
  } catch (error) {
    if (error instanceof RangeError) throw new InputError(error.message);
    throw error;
  }
  process.stdout.write(
    failure === undefined ? 'Nothing is wrong in this schedule.\n' : `${showFailure(failure)}\n`,
  );
  return failure === undefined ? 0 : 1;
}

function asked(module: string, { only, schedule = '', steps }: RawScheduleOptions): Wanted {
  const most = steps === undefined ? undefined : integer('--steps', steps, 1, 2 ** 31 - 1);
  return { module, only, schedule, steps: most };
}

/** Of the explorations in a report, the one that failed. */
async function saved(path: string, { only, schedule }: RawScheduleOptions): Promise<Wanted> {
  const { explorations = [] } = await readReportFile(path);
  const failed = explorations.flatMap((one) => (one.failure === null ? [] : [{ one, failure: one.failure }]));
  const titles = failed.map(({ one }) => titleOf(one));
  if (failed.length === 0) throw new InputError(`${path} has no exploration that failed`);
  if (only === undefined && failed.length > 1) {
    throw new InputError(`${path} has ${list(titles)}: name one with --only`);
  }
  const found = failed.find(({ one }) => only === undefined || titleOf(one) === only || one.name === only);
  if (found === undefined) {
    throw new InputError(
      `${path} has no exploration '${only}' that failed: ${suggestion(only ?? '', titles)}`,
    );
  }
  const { one, failure } = found;
  return {
    module: one.module,
    only: titleOf(one),
    schedule: schedule ?? failure.schedule,
    steps: one.bounds.steps ?? undefined,
  };
}
