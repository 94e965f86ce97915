/**
 * Row 9.3: what is one step in a manager and what is not, and objects in objects.
 *
 * @module
 */

import { Lock, Manager, Process, type DictProxy, type ListProxy } from '../../multiprocessing/index.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import {
  behind,
  type Counts,
  countsOf,
  countThem,
  cross,
  crossInProcesses,
  type Crossing,
  newCrossing,
  stayOpen,
} from '../support/crossing.ts';
import { joinProcesses, PROCESSES } from '../support/processes.ts';

type Seen = Counts & { readonly wanted: number; readonly found: number };

interface Job {
  readonly crossing: Crossing;
  readonly lock: Lock | undefined;
  readonly dict: DictProxy<number>;
}

const COUNT = 'count';

const tasks = defineTasks(import.meta.url, {
  /** Reads, adds one, writes back. */
  increment({ crossing, lock, dict }: Job): void {
    cross(crossing, () =>
      behind(lock, crossing, () => {
        const seen = dict.getSync(COUNT) ?? 0;
        stayOpen(crossing);
        dict.setSync(COUNT, seen + 1);
      }),
    );
  },
  async addInner(outer: DictProxy<ListProxy<string>>): Promise<void> {
    const inner = await outer.get('inner');
    await inner?.push('from the child');
  },
  async addCopy(outer: DictProxy<string[]>): Promise<void> {
    const inner = await outer.get('inner');
    inner?.push('from the child');
  },
});

async function incrementAll(
  ctx: ScenarioContext,
  dict: DictProxy<number>,
  params: {
    readonly processes: number;
    readonly times: number;
    readonly patience: number;
    readonly hold: number;
  },
): Promise<Seen> {
  const { processes, times, patience, hold } = params;
  const locked = ctx.mutant === 'locked-after-all' || (ctx.variant === 'locked' && ctx.mutant === undefined);
  const crossing = newCrossing({ parties: processes, times, patience: locked ? hold : patience });
  const job: Job = { crossing, lock: locked ? new Lock() : undefined, dict };
  await crossInProcesses(
    ctx.signal,
    tasks.increment,
    Array.from({ length: processes }, (): [Job] => [job]),
  );
  countThem(ctx, countsOf(crossing));
  return { ...countsOf(crossing), wanted: processes * times, found: (await dict.get(COUNT)) ?? 0 };
}

async function nest(ctx: ScenarioContext, manager: Manager): Promise<Seen> {
  const proxied = (ctx.variant === 'nested') === (ctx.mutant === undefined);
  const inner = await manager.list<string>(['from the parent']);
  const outer = await manager.dict<unknown>([['inner', proxied ? inner : ['from the parent']]]);
  const child = proxied
    ? new Process(tasks.addInner, { args: [outer as DictProxy<ListProxy<string>>] })
    : new Process(tasks.addCopy, { args: [outer as DictProxy<string[]>] });
  await joinProcesses([child.start()], ctx.signal);
  ctx.count('children');
  const now = (await outer.get('inner')) as ListProxy<string> | string[];
  const found = Array.isArray(now) ? now.length : await now.length();
  return { interrupted: 0, contended: 0, wanted: 2, found };
}

const never = (match: string, why: string): Outcome => ({ match, expect: 'never', why });

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'manager-steps',
  title: 'What is one step in a manager, and objects in objects',
  section: 9,
  rows: ['9.3'],
  lesson:
    'Each method of a proxy is one step in the manager’s process, which nobody comes into the middle of. Two methods are two steps: whoever ' +
    'reads a count, adds one and writes it back loses what others wrote in between, as with any shared variable, and needs a lock of ' +
    'its own around both. What a dict of a manager holds is either a proxy, which comes out as a proxy of the same object, so that a change ' +
    'through it is seen by all; or a plain value, which comes out as a copy, so that a change to it is seen by nobody until it is written back.',
  refs: [
    {
      title: 'Python: proxy objects, nested',
      url: 'https://docs.python.org/3/library/multiprocessing.html#proxy-objects',
    },
    {
      title: 'Python: customized managers and synchronisation',
      url: 'https://docs.python.org/3/library/multiprocessing.html#managers',
    },
  ],
  requires: PROCESSES,
  params: {
    processes: { type: 'integer', default: 4, quick: 3, min: 2, max: 20, about: 'Processes that count' },
    times: { type: 'integer', default: 50, quick: 10, min: 2, max: 10_000, about: 'Counts of each' },
    patience: {
      type: 'number',
      default: 1000,
      min: 1,
      max: 10_000,
      unit: 'ms',
      about: 'How long a count without the lock waits for another',
    },
    hold: {
      type: 'number',
      default: 1,
      min: 0.01,
      max: 1000,
      unit: 'ms',
      about: 'How long a count with the lock stays in its middle',
    },
  },
  variants: {
    unlocked: { title: 'Read, add one, write' },
    locked: { title: 'The same behind a lock' },
    nested: { title: 'A list of the manager in its dict' },
    copied: { title: 'A plain array in its dict' },
  },
  outcomes: {
    unlocked: [
      {
        match: 'some missing',
        expect: 'mustSee',
        why: 'What was written between a read and its write is lost',
      },
      { match: 'all there', expect: 'may', why: 'Luck, which proves nothing' },
    ],
    locked: [
      { match: 'all there', expect: 'always', why: 'Nobody reads while another one is about to write' },
      never('some missing', 'The lock makes the three steps one'),
    ],
    nested: [
      {
        match: 'all there',
        expect: 'always',
        why: 'What comes out of the dict is the list itself, by a proxy',
      },
      never('some missing', 'A change through any proxy is seen through all'),
    ],
    copied: [
      {
        match: 'some missing',
        expect: 'always',
        why: 'What comes out of the dict is a copy, which the child has changed',
      },
      never('all there', 'A copy changes nothing until it is written back'),
    ],
  },
  nonVacuous: {
    unlocked: ['interrupted'],
    locked: ['contended'],
    nested: ['children'],
    copied: ['children'],
  },
  mutants: [
    { id: 'locked-after-all', variant: 'unlocked', status: 'notObserved', why: 'Takes a lock after all' },
    { id: 'no-lock', variant: 'locked', status: 'forbidden', why: 'Nobody takes the lock' },
    { id: 'an-array', variant: 'nested', status: 'forbidden', why: 'What is in the dict is a plain array' },
    {
      id: 'a-proxy',
      variant: 'copied',
      status: 'forbidden',
      why: 'What is in the dict is a list of the manager',
    },
  ],
  measures: [{ id: 'wall', title: 'Time of all of it, with the manager', unit: 'ms', better: 'lower' }],
  limit: 180_000,
  engine: 'run',
  async run(ctx, params): Promise<Seen> {
    const begin = ctx.now();
    await using manager = await Manager();
    const counts = ctx.variant === 'unlocked' || ctx.variant === 'locked';
    const seen = counts
      ? await incrementAll(ctx, await manager.dict([[COUNT, 0]]), params)
      : await nest(ctx, manager);
    ctx.measure('wall', ctx.now() - begin);
    return seen;
  },
  project: ({ wanted, found }) => (found === wanted ? 'all there' : 'some missing'),
});

export default scenario;
