/**
 * Rows 4.1 and 4.5: a hundred factorials in a row, on one event loop, and in the threads of a pool.
 *
 * @module
 */

import { defineScenario, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { factorial, factorialInDoubles } from '../support/factorials.ts';
import { resultsOf, withPool } from '../support/pool.ts';
import {
  flowTimes,
  newWorksheet,
  readSheet,
  shareOf,
  writeBegin,
  writeEnd,
  writeItem,
  type Sheet,
  type Worksheet,
} from '../support/worksheet.ts';

/** `together`: the most flows of one thread that were in the middle of an item at one moment. */
type Seen = Sheet & { readonly together: number };

const { doShare } = defineTasks(import.meta.url, {
  doShare(sheet: Worksheet, flow: number): void {
    writeBegin(sheet, flow);
    let product = 1n;
    for (const item of shareOf(sheet, flow)) {
      product = factorial(sheet.n);
      writeItem(sheet, item, product);
    }
    writeEnd(sheet, flow, product);
  },
});

function inOneRow(ctx: ScenarioContext, sheet: Worksheet): void {
  writeBegin(sheet, 0);
  const product = ctx.mutant === 'doubles' ? factorialInDoubles : factorial;
  let last = 1n;
  for (const item of shareOf(sheet, 0)) writeItem(sheet, item, (last = product(sheet.n)));
  writeEnd(sheet, 0, last);
}

async function onOneLoop(ctx: ScenarioContext, sheet: Worksheet): Promise<number> {
  let inside = 0;
  let together = 0;
  let latest = -1;
  const flow = async (self: number): Promise<void> => {
    writeBegin(sheet, self);
    let last = 1n;
    for (const item of shareOf(sheet, self)) {
      const start = ctx.now();
      together = Math.max(together, ++inside);
      last = factorial(sheet.n);
      if (ctx.mutant === 'await-inside') await ctx.sleep(0);
      inside--;
      writeItem(sheet, item, last);
      if (latest !== self) ctx.count('hand-overs');
      latest = self;
      ctx.span(`flow-${self + 1}`, 'factorial', start, ctx.now());
      // Here, and nowhere else, another flow may take the loop: no timer preempts a running function.
      await ctx.sleep(0);
    }
    writeEnd(sheet, self, last);
  };
  await Promise.all(Array.from({ length: sheet.flows }, (_, self) => flow(self)));
  return together;
}

async function onThreads(ctx: ScenarioContext, sheet: Worksheet): Promise<void> {
  const given = ctx.mutant === 'dropped-item' ? { ...sheet, count: sheet.count - 1 } : sheet;
  const { flows } = sheet;
  await withPool({ maxWorkers: flows, namePrefix: 'factorial' }, async (pool) => {
    const shares = Array.from({ length: flows }, (_, flow) => pool.submit(doShare, given, flow));
    await resultsOf(shares, ctx.signal);
    ctx.count('threads', pool.stats.started);
  });
  for (const [flow, { begin, end }] of flowTimes(given).entries()) {
    ctx.span(`share-${flow + 1}`, 'factorials', begin, end);
  }
}

/** One factorial on a thread that does nothing else: what the figure that does not depend on the CPU is made of. */
function timeOfOne(ctx: ScenarioContext, n: number): number {
  let best = Infinity;
  for (let attempt = 0; attempt < 3; attempt++) {
    const start = ctx.now();
    factorial(n);
    best = Math.min(best, ctx.now() - start);
  }
  return best;
}

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'factorial',
  title: 'CPU-bound work: in a row, on one event loop, in a pool of threads',
  section: 4,
  rows: ['4.1', '4.5'],
  lesson:
    'In CPython with its lock, handing a hundred factorials to threads takes no less time than computing them one after another: each ' +
    'Python thread is a kernel thread of its own (1:1), but only the one that holds the interpreter lock runs Python code. ' +
    'Free-threaded builds of CPython have no such lock. In JavaScript the same lesson belongs to async functions: many flows on one event ' +
    'loop (M:1) take turns at each await, one at a time, and the sum of the work stays what it was. A thread here is a kernel thread with ' +
    'a heap of its own and no lock in common with the others, so the same work does scale with the CPUs. Its twin in Python is the ' +
    "interpreter pool rather than threading.Thread; its cousins are Java's and Rust's threads, which are 1:1 as well.",
  refs: [
    {
      title: 'concurrent.futures, ThreadPoolExecutor',
      url: 'https://docs.python.org/3/library/concurrent.futures.html#threadpoolexecutor',
    },
    {
      title: 'Python glossary: global interpreter lock',
      url: 'https://docs.python.org/3/glossary.html#term-global-interpreter-lock',
    },
    {
      title: 'Python support for free threading',
      url: 'https://docs.python.org/3/howto/free-threading-python.html',
    },
    { title: 'ECMAScript: agents', url: 'https://tc39.es/ecma262/#sec-agents' },
    {
      title: 'MDN: JavaScript execution model',
      url: 'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Execution_model',
    },
  ],
  requires: ['threads', 'shared-memory'],
  params: {
    n: {
      type: 'integer',
      default: 10_000,
      quick: 5000,
      min: 25,
      max: 200_000,
      about: 'The number whose factorial is computed',
    },
    count: { type: 'integer', default: 100, min: 2, max: 10_000, about: 'How many times it is computed' },
    threads: {
      type: 'integer',
      default: 4,
      min: 1,
      max: 256,
      about: 'Flows, or threads, that share the work',
    },
  },
  variants: {
    sequential: { title: 'One after another' },
    'm-to-1': { title: 'Async functions on one event loop' },
    'one-to-one': { title: 'The threads of a pool, each a kernel thread' },
  },
  outcomes: {
    sequential: [
      {
        match: 'right',
        expect: 'always',
        why: '10000! has the digits that CPython prints: CRC-32 1231854836, as 5000! has 3538760604',
      },
      { match: 'wrong', expect: 'never', why: 'A product with other digits is not the factorial' },
      { match: 'missing', expect: 'never', why: 'A plain loop leaves no item out' },
    ],
    'm-to-1': [
      {
        match: 'right',
        expect: 'always',
        why: 'Taking turns changes who computes when, not what is computed',
      },
      {
        match: 'two at once',
        expect: 'never',
        why: 'Between two awaits a function has the event loop to itself',
      },
      { match: 'wrong', expect: 'never', why: 'A product with other digits is not the factorial' },
      { match: 'missing', expect: 'never', why: 'Every flow was awaited, so all of its items are there' },
    ],
    'one-to-one': [
      {
        match: 'right',
        expect: 'always',
        why: 'Each thread computes its share in its own heap and leaves the words in shared memory',
      },
      { match: 'wrong', expect: 'never', why: 'A product with other digits is not the factorial' },
      {
        match: 'missing',
        expect: 'never',
        why: 'Every future was waited for, so all of its items are there',
      },
    ],
  },
  nonVacuous: {
    sequential: ['items'],
    'm-to-1': ['items', 'hand-overs'],
    'one-to-one': ['items', 'threads'],
  },
  mutants: [
    {
      id: 'doubles',
      variant: 'sequential',
      status: 'forbidden',
      why: 'Multiplies Numbers: from 23! on they round, from 171! on they overflow',
    },
    {
      id: 'await-inside',
      variant: 'm-to-1',
      status: 'forbidden',
      why: 'Awaits in the middle of an item, where another flow then enters',
    },
    {
      id: 'not-awaited',
      variant: 'm-to-1',
      status: 'forbidden',
      why: 'Reads the sheet before the flows have ended',
    },
    {
      id: 'dropped-item',
      variant: 'one-to-one',
      status: 'forbidden',
      why: 'Divides the work so that the last item is in no share',
    },
  ],
  measures: [
    { id: 'wall', title: 'Time for all items', unit: 'ms', better: 'lower' },
    { id: 'rate', title: 'Items a second', unit: 'ops/s', better: 'higher' },
    {
      id: 'parallelism',
      title: 'Gain: the time of one item alone, times their number, over the time of the work',
      unit: 'ratio',
      better: 'higher',
    },
  ],
  engine: 'run',
  async run(ctx, params): Promise<Seen> {
    const flows = ctx.variant === 'sequential' ? 1 : Math.min(params.threads, params.count);
    const before = timeOfOne(ctx, params.n);
    const sheet = newWorksheet(params.n, params.count, flows);
    const start = ctx.now();
    let work: Promise<number | void> = Promise.resolve();
    if (ctx.variant === 'sequential') inOneRow(ctx, sheet);
    else work = ctx.variant === 'm-to-1' ? onOneLoop(ctx, sheet) : onThreads(ctx, sheet);
    if (ctx.mutant === 'not-awaited') {
      const early = readSheet(sheet);
      await work;
      return { ...early, together: 1 };
    }
    const together = (await work) ?? 1;
    const wall = ctx.now() - start;
    ctx.measure('wall', wall);
    ctx.measure('rate', (params.count * 1000) / wall);
    // Before and after, because the best of both is the least disturbed by whatever else the machine does.
    const one = Math.min(before, timeOfOne(ctx, params.n));
    const times = flowTimes(sheet);
    const begin = Math.min(...times.map((time) => time.begin));
    const end = Math.max(...times.map((time) => time.end));
    ctx.measure('parallelism', (params.count * one) / (end - begin));
    const seen = readSheet(sheet);
    ctx.count('items', seen.done);
    return { ...seen, together };
  },
  project(seen): string {
    if (seen.done < seen.count) return 'missing';
    if (seen.wrong > 0 || seen.checksums.some((checksum) => checksum !== seen.expected)) return 'wrong';
    return seen.together > 1 ? 'two at once' : 'right';
  },
});

export default scenario;
