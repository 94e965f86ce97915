/**
 * What is said of explorations, in every form of the report alike.
 *
 * @module
 */

import { duration, list, plural } from '../format.ts';
import type { ExplorationBounds, ExplorationReport } from '../exploration.ts';

/** The bounds within which every schedule counts: `2 preemptions, 1 death`; empty where there is none. */
export function boundsText({ preemptions, timeouts, deaths, rings }: ExplorationBounds): string {
  const parts = [
    preemptions === null ? '' : plural(preemptions, 'preemption'),
    timeouts === 0 ? '' : plural(timeouts, 'timeout'),
    deaths === 0 ? '' : plural(deaths, 'death'),
    rings === 0 ? '' : plural(rings, 'ring'),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** How it ended, in a few words. */
export function endText({ failure, complete, search, seed }: ExplorationReport): string {
  if (failure !== null) return `${failure.kind}: ${failure.message}`;
  if (complete) return 'every schedule';
  if (search === 'depth-first') return 'not every schedule';
  return `by ${search}${seed === null ? '' : `, seed ${seed}`}`;
}

/** What was tried, and how long that took. */
export function workText({ schedules, steps, durationMs }: ExplorationReport): string {
  return `${plural(schedules, 'schedule')}, ${plural(steps, 'step')}, ${duration(durationMs)}`;
}

/** Explorations of one module about one thing. */
export interface ExploredGroup {
  readonly title: string;
  readonly explorations: readonly ExplorationReport[];
}

/** In the order in which they come first. */
export function exploredGroups(explorations: readonly ExplorationReport[]): ExploredGroup[] {
  const groups = new Map<string, ExplorationReport[]>();
  for (const one of explorations) {
    const title = one.group === '' ? one.module : one.group;
    const before = groups.get(title);
    if (before === undefined) groups.set(title, [one]);
    else before.push(one);
  }
  return [...groups].map(([title, mine]) => ({ title, explorations: mine }));
}

/** A group in one sentence: `Event: nothing wrong in 10 explorations (6,123 schedules, 2.4 s), 9 of them complete`. */
export function groupText({ title, explorations }: ExploredGroup): string {
  const sum = (of: (one: ExplorationReport) => number): number =>
    explorations.reduce((total, one) => total + of(one), 0);
  const failed = explorations.filter(({ failure }) => failure !== null).map(({ name }) => name);
  const complete = sum((one) => Number(one.complete));
  const found = failed.length === 0 ? 'nothing wrong' : `something is wrong with ${list(failed)}`;
  const work = `${plural(
    sum((one) => one.schedules),
    'schedule',
  )}, ${duration(sum((one) => one.durationMs))}`;
  const all = complete === explorations.length ? 'all complete' : `${complete} complete`;
  return `${title}: ${found} in ${plural(explorations.length, 'exploration')} (${work}), ${all}.`;
}
