/**
 * Row 9.2: ten processes write into one dict.
 *
 * @module
 */

import { Manager, Process, type DictProxy } from '../../multiprocessing/index.ts';
import { defineScenario, type Outcome, type Scenario } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { joinProcesses, PROCESSES } from '../support/processes.ts';

type Seen = {
  readonly wanted: number;
  /** As the dict lists them. */
  readonly pairs: readonly (readonly [key: number, value: number])[];
};

const tasks = defineTasks(import.meta.url, {
  async writeShared(dict: DictProxy<number>, key: number): Promise<void> {
    await dict.set(key, key * key);
  },
  writePlain(object: Record<number, number>, key: number): void {
    object[key] = key * key;
  },
});

const never = (match: string, why: string): Outcome => ({ match, expect: 'never', why });

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'manager-dict',
  title: 'A dict that ten processes write into',
  section: 9,
  rows: ['9.2'],
  lesson:
    'An object that is passed to a process arrives as a copy, and what is written into the copy stays there. What a manager’s dict is ' +
    'passed as is a proxy: each process has its own, and all of them stand for the one dict in the manager’s process. So all pairs are in it, ' +
    'in the order in which they came, which is another one every time. A write is a message and an answer: a dict of a manager is ' +
    'convenient and not quick, and what has to be quick is a Value, an Array or memory that is shared.',
  refs: [
    {
      title: 'Python: sharing state between processes, server process',
      url: 'https://docs.python.org/3/library/multiprocessing.html#sharing-state-between-processes',
    },
    {
      title: 'Python: proxy objects',
      url: 'https://docs.python.org/3/library/multiprocessing.html#proxy-objects',
    },
  ],
  requires: PROCESSES,
  params: {
    processes: {
      type: 'integer',
      default: 10,
      quick: 4,
      min: 1,
      max: 50,
      about: 'Processes, each of which writes a pair',
    },
  },
  variants: {
    proxy: { title: 'A dict of a manager' },
    plain: { title: 'A plain object' },
  },
  outcomes: {
    proxy: [
      { match: 'all pairs', expect: 'always', why: 'All proxies stand for one dict' },
      never('pairs missing', 'A write has been done when it returns'),
      never('no pair', 'What is passed is no copy'),
    ],
    plain: [
      { match: 'no pair', expect: 'always', why: 'Each process has written into a copy of its own' },
      never('all pairs', 'No plain object is shared between processes'),
      never('pairs missing', 'Not even in part'),
    ],
  },
  nonVacuous: { proxy: ['processes'], plain: ['processes'] },
  mutants: [
    { id: 'one-less', variant: 'proxy', status: 'forbidden', why: 'One process writes nothing' },
    {
      id: 'written-here',
      variant: 'plain',
      status: 'forbidden',
      why: 'This process itself writes the pairs',
    },
  ],
  measures: [{ id: 'wall', title: 'From the first start to the last end', unit: 'ms', better: 'lower' }],
  limit: 120_000,
  engine: 'run',
  async run(ctx, { processes }): Promise<Seen> {
    await using manager = await Manager();
    const [dict, object] = [await manager.dict<number>(), {} as Record<number, number>];
    const keys = Array.from({ length: processes }, (_, key) => key).slice(ctx.mutant === 'one-less' ? 1 : 0);
    const begin = ctx.now();
    const all = keys.map((key) =>
      ctx.variant === 'proxy'
        ? new Process(tasks.writeShared, { args: [dict, key] })
        : new Process(tasks.writePlain, { args: [object, key] }),
    );
    for (const process of all) process.start();
    await joinProcesses(all, ctx.signal);
    ctx.measure('wall', ctx.now() - begin);
    ctx.count('processes', all.length);
    if (ctx.mutant === 'written-here') for (const key of keys) tasks.writePlain(object, key);
    const found = ctx.variant === 'proxy' ? await dict.entries() : Object.entries(object);
    return { wanted: processes, pairs: found.map(([key, value]): [number, number] => [Number(key), value]) };
  },
  project({ wanted, pairs }): string {
    const right = new Set(pairs.filter(([key, value]) => value === key * key).map(([key]) => key)).size;
    if (pairs.length === 0) return 'no pair';
    return right === wanted && pairs.length === wanted ? 'all pairs' : 'pairs missing';
  },
});

export default scenario;
