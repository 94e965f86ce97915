/**
 * What is told of a schedule that fails: shrunk, and step by step.
 *
 * @module
 */

import { buildWorld } from './build-world.ts';
import { agentOf, type Choice } from './choice.ts';
import type { Ending } from './chooser.ts';
import { DepthFirst } from './depth-first.ts';
import type { Exploration, ExploreOptions, Failure, FailureKind, Step } from './exploration.ts';
import { Follow } from './fixed-schedules.ts';
import { runOnce } from './run-once.ts';
import { writeSchedule } from './schedule-text.ts';

/** How many schedules may be spent on a shorter one. */
const EFFORT = 20_000;

export async function failureOf<S extends object>(
  exploration: Exploration<S>,
  options: ExploreOptions,
  taken: readonly Choice[],
  ending: Ending,
): Promise<Failure> {
  const shortest = await shrink(exploration, options, taken, ending);
  return tell(exploration, options, shortest);
}

/** The same failure with as few switches as a bounded search finds, then with as few steps as leaving some out gives. */
async function shrink<S extends object>(
  exploration: Exploration<S>,
  options: ExploreOptions,
  taken: readonly Choice[],
  { kind }: Ending,
): Promise<readonly Choice[]> {
  let best = taken;
  let effort = EFFORT;
  const most = switchesOf(taken);
  for (let preemptions = 0; preemptions < most && effort > 0; preemptions += 1) {
    const built = buildWorld(exploration, { ...options, preemptions });
    const { conflicts } = built.world.memory;
    let search = new DepthFirst(preemptions);
    let found = false;
    while (!found && effort > 0) {
      if (!search.advance()) {
        if (!conflicts.grows) break;
        conflicts.begin();
        search = new DepthFirst(preemptions);
        continue;
      }
      effort -= 1;
      found = (await runOnce(built, search)).kind === kind;
    }
    if (found) {
      best = [...built.world.taken];
      break;
    }
  }
  const built = buildWorld(exploration, options);
  built.world.everyPoint = true;
  for (let at = best.length - 1; at >= 0 && effort > 0; at -= 1) {
    effort -= 1;
    const shorter = best.filter((_, index) => index !== at);
    const result = await runOnce(built, new Follow(shorter, false));
    const { taken: took } = built.world;
    if (result.kind === kind && better(took, best)) best = [...took];
  }
  return best;
}

function better(one: readonly Choice[], other: readonly Choice[]): boolean {
  const [a, b] = [switchesOf(one), switchesOf(other)];
  return a < b || (a === b && one.length < other.length);
}

export function switchesOf(choices: readonly Choice[]): number {
  let switches = 0;
  for (let at = 1; at < choices.length; at += 1) {
    if (agentOf(choices[at] as Choice) !== agentOf(choices[at - 1] as Choice)) switches += 1;
  }
  return switches;
}

/** Runs a schedule once more and writes down what happens. */
export async function tell<S extends object>(
  exploration: Exploration<S>,
  options: ExploreOptions,
  schedule: readonly Choice[],
): Promise<Failure> {
  const built = buildWorld(exploration, options);
  const { world } = built;
  world.everyPoint = true;
  const steps: Step[] = [];
  world.watch = (agent, operation, result): void => {
    const base = { agent: agent.name, source: agent.source };
    if (typeof operation === 'string') {
      steps.push({ ...base, what: operation, at: 0, word: '', result: String(result), source: '' });
    } else {
      const { name, at } = operation;
      const shown = typeof result === 'symbol' ? 'sleeps' : result === undefined ? '' : String(result);
      steps.push({
        ...base,
        what: describe(operation),
        at,
        word: name === 'start' ? '' : world.nameOf(at),
        result: shown,
      });
    }
  };
  const ending = await runOnce(built, new Follow(schedule, false));
  return {
    kind: ending.kind as FailureKind,
    message: ending.message,
    schedule: writeSchedule(world.taken),
    switches: switchesOf(world.taken),
    steps,
  };
}

function describe({
  name,
  a,
  b,
}: {
  readonly name: string;
  readonly a: number | bigint;
  readonly b: number | bigint;
}): string {
  if (name.startsWith('load')) return name;
  if (name.startsWith('compareExchange')) return `${name} ${a} → ${b}`;
  return `${name} ${a}`;
}
