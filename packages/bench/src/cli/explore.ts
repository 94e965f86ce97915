/**
 * `interleave explore`: every interleaving of the agents in a module.
 *
 * @module
 */

import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  explore,
  type Exploration,
  type ExploreOptions,
  type ExploreResult,
  showFailure,
} from '@interleave/core/explore';
import { InputError } from '../input-error.ts';
import { type ExplorationReport, titleOf } from '../report/exploration.ts';
import { boundsText, endText, workText } from '../report/facts/explored.ts';
import { plural } from '../report/format.ts';
import type { Report } from '../report/model.ts';
import { lookOf } from '../report/terminal.ts';
import { load, lookAround } from '../results/environment.ts';
import { explorationReport, withExplorations } from '../results/explorations.ts';
import { type RawExploreOptions, readExploreOptions, typed } from './explore-options.ts';
import { type LivingLine, livingLine } from './living-line.ts';
import { loadExplorations, shown } from './load-explorations.ts';
import { publish } from './publish.ts';
import { readReportFile } from './read-document.ts';
import { commandLine } from './replay-command.ts';
import { readReporters, writesFiles } from './reporters.ts';
import { VERSION } from './version.ts';

/** Explores what a module exports, says what it found, and adds it to the report; gives 1 where something is wrong. */
export async function exploreModule(file: string, raw: RawExploreOptions): Promise<number> {
  const options = readExploreOptions(raw);
  // What is told while it goes on is not told again.
  const reporters = readReporters(raw.reporter).filter(
    (name) => name !== 'terminal' || raw.reporter !== undefined,
  );
  const chosen = (await loadExplorations(file, raw.only)).map((one) =>
    raw.deep === true && one.deep !== undefined ? { ...one, limits: one.deep } : one,
  );
  const before = writesFiles(reporters) ? await reportIn(raw.out) : undefined;
  const startedAt = new Date();
  const [machine, loadBefore] = [lookAround(), load()];
  const explored: ExplorationReport[] = [];
  for (const exploration of chosen) {
    const began = new Date();
    const result = await exploreOne(exploration, options);
    const one = explorationReport({
      module: shown(file),
      exploration,
      result,
      startedAt: began,
      replay: again(file, exploration, result, raw),
    });
    explored.push(one);
    process.stdout.write(told(one, result));
  }
  const report = withExplorations(before, explored, {
    version: VERSION,
    command: ['interleave', ...process.argv.slice(2)],
    startedAt,
    endedAt: new Date(),
    environment: { ...machine, load: { start: loadBefore, end: load() } },
  });
  process.stdout.write(await publish(report, reporters, raw.out, lookOf(process.stdout)));
  return explored.some(({ failure }) => failure !== null) ? 1 : 0;
}

async function exploreOne(exploration: Exploration<object>, options: ExploreOptions): Promise<ExploreResult> {
  const title = titleOf(exploration);
  const line: LivingLine = livingLine(process.stderr);
  line.begin(title);
  try {
    return await explore(exploration, {
      ...options,
      progress: (schedules) => line.change(() => `${title}: ${plural(schedules, 'schedule')}`),
    });
  } catch (error) {
    const isInput =
      error instanceof RangeError || (error instanceof Error && error.name === 'NotDeterministic');
    throw isInput ? new InputError(error.message) : error;
  } finally {
    line.close();
  }
}

/** The schedule that failed again, or else all of it. */
function again(
  file: string,
  exploration: Exploration<object>,
  { failure }: ExploreResult,
  raw: RawExploreOptions,
): string {
  const which = ['--only', titleOf(exploration)];
  if (failure === undefined) return commandLine(['explore', shown(file), ...which, ...typed(raw)]);
  const steps = raw.steps === undefined ? [] : ['--steps', raw.steps];
  return commandLine(['replay', shown(file), ...which, '--schedule', failure.schedule, ...steps]);
}

function told(one: ExplorationReport, { failure }: ExploreResult): string {
  const title = titleOf(one);
  if (failure !== undefined) {
    return `${title}: ${failure.kind}, found after ${workText(one)}\n\n${showFailure(failure)}\n\nAgain: ${one.replay}\n\n`;
  }
  const bounds = boundsText(one.bounds);
  const within = one.complete && bounds !== '' ? ` with up to ${bounds}` : '';
  const more = one.checkpoint === null ? '' : `\n  go on with --checkpoint ${one.checkpoint}`;
  return `${title}: nothing wrong in ${endText(one)}${within} (${workText(one)})${more}\n`;
}

/** The report that is in the folder already. */
async function reportIn(out: string): Promise<Report | undefined> {
  await mkdir(out, { recursive: true }).catch((error: Error) => {
    throw new InputError(`--out ${out} is no folder that can be written: ${error.message}`);
  });
  const path = join(out, 'report.json');
  if (!existsSync(path)) return undefined;
  try {
    return await readReportFile(path);
  } catch (error) {
    throw new InputError(`${(error as Error).message}\nName another folder with --out, or take it away`);
  }
}
