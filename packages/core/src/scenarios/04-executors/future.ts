/**
 * Row 4.3: what submit gives: a Future, and not the result.
 *
 * @module
 */

import { CancelledError } from '../../errors.ts';
import { Future, type ThreadPoolExecutor } from '../../futures/index.ts';
import { atomicAdd, atomicLoad } from '../../memory/atomic-view.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Event } from '../../threading/index.ts';
import { withPool } from '../support/pool.ts';

interface Work {
  /** How many calls have begun. */
  readonly words: SharedArrayBuffer;
  /** How many are waited for, and what their last one sets. */
  readonly wanted: number;
  readonly begun: Event;
  /** What each one waits for. */
  readonly gate: Event;
  readonly fails: boolean;
}

/** What was seen, step by step. */
type Seen = readonly string[];

const ANSWER = 42;
const FAILURE = 'there is no answer';

const { work } = defineTasks(import.meta.url, {
  work({ words, wanted, begun, gate, fails }: Work): number {
    if (atomicAdd(new Int32Array(words), 0, 1) + 1 === wanted) begun.set();
    gate.waitSync();
    if (fails) throw new RangeError(FAILURE);
    return ANSWER;
  },
});

function newWork({ fails = false, wanted = 1 }: Partial<Pick<Work, 'fails' | 'wanted'>> = {}): Work {
  return { words: new SharedArrayBuffer(4), wanted, begun: new Event(), gate: new Event(), fails };
}

const begunOf = ({ words }: Work): number => atomicLoad(new Int32Array(words), 0);

/** What a future comes to: its result, or its error. */
async function endOf(future: Future<unknown>, signal: AbortSignal): Promise<string> {
  try {
    return `result ${String(await future.result({ signal }))}`;
  } catch (error) {
    if (error instanceof CancelledError) return 'cancelled';
    if (error instanceof RangeError && error.message === FAILURE) return 'raises its error';
    throw error;
  }
}

const doneOf = ({ done }: Future<unknown>): string => (done ? 'done' : 'not done');

async function submitted(ctx: ScenarioContext, pool: ThreadPoolExecutor): Promise<Seen> {
  const given = newWork();
  if (ctx.mutant !== undefined) given.gate.set();
  const future: unknown = pool.submit(work, given);
  const got = ctx.mutant === 'the-result' ? await (future as Future<number>) : future;
  if (!(got instanceof Future)) return [`a ${typeof got}`];
  if (ctx.mutant === 'too-late') await got.result({ signal: ctx.signal });
  const steps = ['a Future', doneOf(got)];
  await given.begun.wait({ signal: ctx.signal });
  steps.push(got.running ? 'running' : 'not running');
  given.gate.set();
  steps.push(await endOf(got, ctx.signal), doneOf(got));
  ctx.count('calls', begunOf(given));
  return steps;
}

async function failed(ctx: ScenarioContext, pool: ThreadPoolExecutor): Promise<Seen> {
  const given = newWork({ fails: ctx.mutant !== 'swallowed' });
  const future = pool.submit(work, given);
  const steps = [future instanceof Future ? 'a Future' : `a ${typeof future}`, doneOf(future)];
  given.gate.set();
  steps.push(await endOf(future, ctx.signal));
  const error = await future.exception({ signal: ctx.signal });
  steps.push(error instanceof RangeError && error.message === FAILURE ? 'has its error' : 'has no error');
  steps.push(doneOf(future));
  ctx.count('calls', begunOf(given));
  return steps;
}

async function cancelled(ctx: ScenarioContext, pool: ThreadPoolExecutor): Promise<Seen> {
  const given = newWork({ wanted: ctx.mutant === 'room-for-both' ? 2 : 1 });
  const first = pool.submit(work, given);
  const second = pool.submit(work, given);
  await given.begun.wait({ signal: ctx.signal });
  const steps: string[] = [first, second].map((future) => (future.cancel() ? 'can be' : 'cannot be'));
  given.gate.set();
  steps.push(await endOf(first, ctx.signal), await endOf(second, ctx.signal));
  ctx.count('calls', begunOf(given));
  return [...steps, `${begunOf(given)} begun`];
}

const RIGHT = {
  submitted: 'a Future, not done, running, result 42, done',
  failed: 'a Future, not done, raises its error, has its error, done',
  cancelled: 'cannot be, can be, result 42, cancelled, 1 begun',
};
const always = (match: string, why: string): Outcome => ({ match, expect: 'always', why });
const never = (match: RegExp, why: string): Outcome => ({ match, expect: 'never', why });

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'future',
  title: 'What submit gives: a Future, not the result',
  section: 4,
  rows: ['4.3'],
  lesson:
    'submit hands a call to another thread and comes back at once, before there is any result that it could give. What it gives is a ' +
    'Future: a place in which the result will be, and in which one can look whether it is there (done), wait for it (result), or say that ' +
    'it is not needed any more (cancel), as long as nobody has begun. If the call fails, submit has long come back, so the error is ' +
    'in the Future as well, and raised by result. A Promise is the same idea without the looking, the cancelling and the waiting in ' +
    'place; a Future of Python’s asyncio has those but for the waiting, and one of concurrent.futures has all, in any thread.',
  refs: [
    {
      title: 'Python: Future objects',
      url: 'https://docs.python.org/3/library/concurrent.futures.html#future-objects',
    },
    { title: 'PEP 3148: futures', url: 'https://peps.python.org/pep-3148/#future-objects' },
    {
      title: 'H. Baker, C. Hewitt: The incremental garbage collection of processes',
      url: 'https://dl.acm.org/doi/10.1145/872736.806932',
    },
    { title: 'ECMAScript: Promise objects', url: 'https://tc39.es/ecma262/#sec-promise-objects' },
  ],
  requires: ['threads', 'shared-memory'],
  params: {},
  variants: {
    submitted: { title: 'A call that succeeds' },
    failed: { title: 'A call that fails' },
    cancelled: { title: 'Two calls and one thread: both are cancelled' },
  },
  outcomes: {
    submitted: [
      always(RIGHT.submitted, 'The result is there when the call has ended, and not before'),
      never(/a number/, 'When submit comes back there is no result yet'),
      never(/a Future, done, .*/, 'What waits for a gate that is shut has not ended'),
    ],
    failed: [
      always(RIGHT.failed, 'submit has come back before the call could fail, so the Future has the error'),
      never(/a Future, .*, has no error, .*/, 'An error that nobody caught is in the Future'),
    ],
    cancelled: [
      always(RIGHT.cancelled, 'What has begun runs on; what has not is never begun, and its Future says so'),
      never(/cannot be, cannot be, .*/, 'A pool of one thread has not begun the second call'),
    ],
  },
  nonVacuous: { submitted: ['calls'], failed: ['calls'], cancelled: ['calls'] },
  mutants: [
    {
      id: 'the-result',
      variant: 'submitted',
      status: 'forbidden',
      why: 'Gives the result in place of the Future',
    },
    { id: 'too-late', variant: 'submitted', status: 'forbidden', why: 'Looks only when the call has ended' },
    { id: 'swallowed', variant: 'failed', status: 'forbidden', why: 'The call keeps its error to itself' },
    {
      id: 'room-for-both',
      variant: 'cancelled',
      status: 'forbidden',
      why: 'The pool has a thread for each call, so both have begun',
    },
  ],
  measures: [],
  engine: 'run',
  run: async (ctx): Promise<Seen> => {
    const options = { maxWorkers: ctx.mutant === 'room-for-both' ? 2 : 1 };
    const play = { submitted, failed, cancelled }[ctx.variant] ?? submitted;
    return withPool(options, (pool) => play(ctx, pool));
  },
  project: (steps): string => steps.join(', '),
});

export default scenario;
