/**
 * Row 6.2: a web server that hands its work to threads, and answers before it is done.
 *
 * @module
 */

import type { ThreadPoolExecutor } from '../../futures/index.ts';
import { atomicAdd, atomicLoad } from '../../memory/atomic-view.ts';
import { defineScenario, type Answer, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Event } from '../../threading/index.ts';
import { withPool } from '../support/pool.ts';
import { systemOf } from '../support/system.ts';

/** Words of the shared memory: jobs that are done, then how often each was. */
const DONE = 0;
const TIMES = 1;

interface Shop {
  readonly words: SharedArrayBuffer;
  /** Shut until every caller has its answer, or the patience (ms) is over. */
  readonly gate: Event;
  readonly patience: number;
}

type Seen = {
  readonly jobs: number;
  /** Answers that came when a job was done already. */
  readonly late: number;
  /** Questions that were answered while no job was done. */
  readonly meanwhile: number;
  readonly lost: number;
  readonly twice: number;
  readonly wrong: number;
};

const { work } = defineTasks(import.meta.url, {
  work({ words, gate, patience }: Shop, job: number, below: number): number {
    const view = new Int32Array(words);
    gate.waitSync({ timeout: patience });
    const primes = primesBelow(below);
    atomicAdd(view, TIMES + job, 1);
    atomicAdd(view, DONE, 1);
    return primes;
  },
});

/** By trial division: work that takes a while. */
function primesBelow(bound: number): number {
  let primes = 0;
  for (let candidate = 2; candidate < bound; candidate++) {
    let factor = 2;
    while (factor * factor <= candidate && candidate % factor !== 0) factor += 1;
    if (factor * factor > candidate) primes += 1;
  }
  return primes;
}

const NOT_YET: Answer = { status: 202, text: 'not yet' };
const UNKNOWN: Answer = { status: 404, text: 'no such thing' };

/** `POST /primes/1000` is a job, whose result is at the path that the answer names. */
function openShop(
  ctx: ScenarioContext,
  pool: ThreadPoolExecutor,
  shop: Shop,
): (path: string, method: string) => Promise<Answer> {
  const results = new Map<number, number | undefined>();
  let orders = 0;
  const take = async (below: number): Promise<Answer> => {
    const job = orders++;
    const accepted: Answer = { status: 202, text: `/results/${job}` };
    results.set(job, undefined);
    if (ctx.mutant === 'forgets-one' && job === 0) return accepted;
    if (ctx.mutant === 'on-the-loop') {
      results.set(job, work(shop, job, below));
      return accepted;
    }
    const future = pool.submit(work, shop, job, below);
    future.addDoneCallback((done) => results.set(job, done.resultSync()));
    if (ctx.mutant === 'hands-over-twice') pool.submit(work, shop, job, below);
    if (ctx.mutant === 'waits') await future.result({ signal: ctx.signal });
    return accepted;
  };
  return async (path: string, method: string): Promise<Answer> => {
    const [, what, number = ''] = path.split('/');
    if (method === 'POST' && what === 'primes') return take(Number(number));
    if (what !== 'results' || !results.has(Number(number))) return UNKNOWN;
    const result = results.get(Number(number));
    return result === undefined ? NOT_YET : { status: 200, text: String(result) };
  };
}

interface Order {
  readonly below: number;
  /** Where the result will be. */
  readonly path: string;
  /** Whether the answer came after a job was done. */
  readonly late: boolean;
}

/** The callers, all at once: each hands in a job, asks for it while it cannot be done, and then until it is. */
async function callAll(
  ctx: ScenarioContext,
  url: string,
  shop: Shop,
  jobs: number,
): Promise<Omit<Seen, 'jobs' | 'twice'>> {
  const { fetch } = systemOf(ctx);
  const { signal } = ctx;
  const doneYet = (): boolean => atomicLoad(new Int32Array(shop.words), DONE) > 0;
  const handIn = async (below: number): Promise<Order> => {
    const { status, text } = await fetch(`${url}/primes/${below}`, { method: 'POST', signal });
    return { below, path: text, late: status !== 202 || doneYet() };
  };
  const askOnce = async ({ path }: Order): Promise<boolean> => {
    const { status } = await fetch(url + path, { signal });
    return status === NOT_YET.status && !doneYet();
  };
  const begin = ctx.now();
  const orders = await Promise.all(Array.from({ length: jobs }, (_, job) => handIn(1000 + 10 * job)));
  ctx.measure('accepted', ctx.now() - begin);
  const early = await Promise.all(orders.map(askOnce));
  shop.gate.set();
  const end = ctx.now() + shop.patience;
  const collect = async ({ path }: Order): Promise<string | undefined> => {
    for (;;) {
      const { status, text } = await fetch(url + path, { signal });
      if (status === 200) return text;
      if (ctx.now() > end) return undefined;
      await ctx.sleep(10);
    }
  };
  const results = await Promise.all(orders.map(collect));
  ctx.measure('all', ctx.now() - begin);
  const right = orders.map(({ below }) => String(primesBelow(below)));
  return {
    late: orders.filter(({ late }) => late).length,
    meanwhile: early.filter(Boolean).length,
    lost: results.filter((result) => result === undefined).length,
    wrong: results.filter((result, job) => result !== undefined && result !== right[job]).length,
  };
}

async function serve(ctx: ScenarioContext, shop: Shop, jobs: number, threads: number): Promise<Seen> {
  const system = systemOf(ctx);
  const seen = await withPool({ maxWorkers: threads, namePrefix: 'worker' }, async (pool) => {
    const server = await system.serve(openShop(ctx, pool, shop));
    try {
      return await callAll(ctx, server.url, shop, jobs);
    } finally {
      shop.gate.set();
      await server.close();
    }
  });
  const view = new Int32Array(shop.words);
  const times = Array.from({ length: jobs }, (_, job) => atomicLoad(view, TIMES + job));
  ctx.count('jobs', times.filter((count) => count > 0).length);
  ctx.count('meanwhile', seen.meanwhile);
  return { jobs, ...seen, twice: times.filter((count) => count > 1).length };
}

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'web-server',
  title: 'A web server that hands its work to threads',
  section: 6,
  rows: ['6.2'],
  lesson:
    'A web server is producers and consumers: some take requests, others do what they ask for, and a queue in between lets the first go on. ' +
    'This one answers 202 Accepted with a place where the result will be, and hands the job to a pool of threads, whose queue holds what ' +
    'nobody is free for. It accepts a hundred jobs while not one is done, goes on answering questions about them, and each is done once. ' +
    'A server that computed by itself would answer nobody meanwhile: in Python because its thread is busy, here because its event ' +
    'loop is, with all requests on it.',
  refs: [
    { title: 'RFC 9110: 202 Accepted', url: 'https://www.rfc-editor.org/rfc/rfc9110#name-202-accepted' },
    { title: 'Python: socketserver', url: 'https://docs.python.org/3/library/socketserver.html' },
    {
      title: 'Python: ThreadPoolExecutor',
      url: 'https://docs.python.org/3/library/concurrent.futures.html#threadpoolexecutor',
    },
    {
      title: "Node: don't block the event loop",
      url: 'https://nodejs.org/en/learn/asynchronous-work/dont-block-the-event-loop',
    },
  ],
  requires: ['threads', 'shared-memory', 'operating-system'],
  params: {
    jobs: { type: 'integer', default: 100, quick: 24, min: 5, max: 1000, about: 'Jobs that are handed in' },
    threads: { type: 'integer', default: 4, min: 1, max: 64, about: 'Threads that do them' },
    patience: {
      type: 'integer',
      default: 20_000,
      min: 10,
      max: 60_000,
      unit: 'ms',
      about: 'How long a job waits for all to be accepted, and a caller for its result',
    },
  },
  variants: { jobs: { title: 'Jobs for a pool of threads' } },
  outcomes: {
    jobs: [
      {
        match: 'every job once',
        expect: 'always',
        why: 'All were accepted before one was done, and each result was there in the end',
      },
      { match: 'answered late', expect: 'never', why: 'Who hands a job over need not wait for it' },
      { match: 'lost', expect: 'never', why: 'A job that was accepted is done' },
      { match: 'done twice', expect: 'never', why: 'A job that one thread has taken is nobody else’s' },
      {
        match: 'another result',
        expect: 'never',
        why: 'The result of a job is at the place that was named for it',
      },
    ],
  },
  nonVacuous: { jobs: ['jobs', 'meanwhile'] },
  mutants: [
    { id: 'waits', variant: 'jobs', status: 'forbidden', why: 'The server answers when the job is done' },
    { id: 'on-the-loop', variant: 'jobs', status: 'forbidden', why: 'The server does the job itself' },
    { id: 'forgets-one', variant: 'jobs', status: 'forbidden', why: 'The server accepts a job and keeps it' },
    {
      id: 'hands-over-twice',
      variant: 'jobs',
      status: 'forbidden',
      why: 'The server submits each job twice',
    },
  ],
  measures: [
    { id: 'accepted', title: 'Time until all jobs were accepted', unit: 'ms', better: 'lower' },
    { id: 'all', title: 'Time until all results were there', unit: 'ms', better: 'lower' },
  ],
  engine: 'run',
  run(ctx, { jobs, threads, patience }): Promise<Seen> {
    const shop: Shop = {
      words: new SharedArrayBuffer(4 * (TIMES + jobs)),
      gate: new Event(),
      // Who waits in vain, as mutants do, need not wait long.
      patience: ctx.mutant === undefined ? patience : 20,
    };
    return serve(ctx, shop, jobs, threads);
  },
  project({ late, lost, twice, wrong }): string {
    if (lost > 0) return 'lost';
    if (twice > 0) return 'done twice';
    if (wrong > 0) return 'another result';
    return late > 0 ? 'answered late' : 'every job once';
  },
});

export default scenario;
