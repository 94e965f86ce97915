/**
 * Row 4.4: who stands still while somebody waits for a result.
 *
 * @module
 */

import { BlockingNotAllowedError } from '../../errors.ts';
import type { Future } from '../../futures/index.ts';
import { atomicAdd, atomicLoad, atomicStore } from '../../memory/atomic-view.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Event, Lock, Thread } from '../../threading/index.ts';
import { clock } from '../support/clock.ts';
import { withPool } from '../support/pool.ts';
import { PAGES } from '../support/runtimes.ts';
import { joinAll } from '../support/start-line.ts';

/** Words of the shared memory: whether the call is going on, who ticked meanwhile, and what a thread that waited got. */
const WORKING = 0;
const BY_THREAD = 1;
const BY_LOOP = 2;
const GOT = 3;
const WORDS = 4;

/** From so many ticks on somebody has gone on: one alone could have been on its way already. */
const ENOUGH = 3;
const ANSWER = 42;

interface Office {
  readonly words: SharedArrayBuffer;
  readonly ms: number;
  readonly patience: number;
  readonly step: number;
  /** Whether the event loop that ticks is that of a caller who blocks. */
  readonly frozen: boolean;
  /** Set when somebody is about to wait: the call goes on from there. */
  readonly awaited: Event;
  /** Set when there is nothing to tick for any more. */
  readonly over: Event;
  /** Never set, so that waiting for it is working. */
  readonly never: Event;
  /** Only a mutant has one: the caller waits while holding what the other thread needs. */
  readonly lock: Lock | null;
}

type Seen = {
  readonly got: number;
  /** Whether this thread may not block, so that it awaited after all. */
  readonly refused: boolean;
  readonly byThread: number;
  readonly byLoop: number;
};

const { work, tick, waitHere } = defineTasks(import.meta.url, {
  /** Takes the given time, and on a busy machine more of it until the others had their chance. */
  work({ words, ms, patience, frozen, awaited, never }: Office): number {
    const view = new Int32Array(words);
    awaited.waitSync();
    atomicStore(view, WORKING, 1);
    for (const end = clock() + patience; ;) {
      never.waitSync({ timeout: ms });
      const wentOn = atomicLoad(view, BY_THREAD) >= ENOUGH && (frozen || atomicLoad(view, BY_LOOP) >= ENOUGH);
      if (wentOn || clock() > end) break;
    }
    atomicStore(view, WORKING, 0);
    return ANSWER;
  },
  tick({ words, step, over, lock }: Office): void {
    const view = new Int32Array(words);
    while (!over.waitSync({ timeout: step })) {
      lock?.acquireSync();
      atomicAdd(view, BY_THREAD, atomicLoad(view, WORKING));
      lock?.release();
    }
  },
  /** Another thread's wait for the same result. */
  waitHere({ words, awaited, lock }: Office, future: Future<number>): void {
    lock?.acquireSync();
    awaited.set();
    atomicStore(new Int32Array(words), GOT, future.resultSync());
    lock?.release();
  },
});

async function tickOnLoop({ words, step, over }: Office): Promise<void> {
  const view = new Int32Array(words);
  while (!(await over.wait({ timeout: step }))) atomicAdd(view, BY_LOOP, atomicLoad(view, WORKING));
}

async function wait(
  ctx: ScenarioContext,
  office: Office,
  future: Future<number>,
): Promise<Pick<Seen, 'got' | 'refused'>> {
  const { signal } = ctx;
  if (ctx.variant === 'in-a-thread' && ctx.mutant !== 'here') {
    const caller = new Thread(waitHere, { args: [office, future], name: 'caller' }).start();
    await joinAll([caller], signal);
    return { got: atomicLoad(new Int32Array(office.words), GOT), refused: false };
  }
  office.awaited.set();
  const blocks = ctx.variant === 'awaited' ? ctx.mutant === 'blocks' : ctx.mutant !== 'awaits';
  let refused = false;
  try {
    if (blocks) return { got: future.resultSync(), refused };
  } catch (error) {
    if (!(error instanceof BlockingNotAllowedError)) throw error;
    refused = true;
  }
  return { got: await future.result({ signal }), refused };
}

async function waitAndTick(ctx: ScenarioContext, office: Office): Promise<Seen> {
  const ticker = new Thread(tick, { args: [office], name: 'ticker' }).start();
  const flow = tickOnLoop(office);
  try {
    return await withPool({ maxWorkers: 1 }, async (pool) => {
      const begin = ctx.now();
      const outcome = await wait(ctx, office, pool.submit(work, office));
      ctx.span('caller', 'waits for the result', begin, ctx.now());
      ctx.measure('waited', ctx.now() - begin);
      const view = new Int32Array(office.words);
      return { ...outcome, byThread: atomicLoad(view, BY_THREAD), byLoop: atomicLoad(view, BY_LOOP) };
    });
  } finally {
    office.over.set();
    await Promise.all([flow, joinAll([ticker], ctx.signal)]);
  }
}

const never = (match: string, why: string): Outcome => ({ match, expect: 'never', why });
const ALL = never('all go on', 'Whoever blocks has the event loop, and nobody takes it away');
const LOOP = never('the loop stands still', 'Nobody on this loop blocks');
const OTHERS: readonly Outcome[] = [
  never('the thread stands still', 'Who waits for a result holds nothing that another thread needs'),
  never('all stand still', 'Who waits for a result holds nothing that another thread needs'),
  never('another result', 'The result of a call is what it returned'),
];

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'waiting-for-a-result',
  title: 'Waiting for a result: the caller alone stands still',
  section: 4,
  rows: ['4.4'],
  lesson:
    'result waits for the end of a call, and whoever calls it goes no further until then; every other thread does. In Python that is one ' +
    'thread of many. A thread of JavaScript has an event loop, which stands still with it: its timers, its sockets, its other flows. So ' +
    'there are two forms. resultSync blocks, as in Python, and belongs into a thread that has nothing else to do; an awaited result stops ' +
    'the flow that awaits and nothing else. The main thread of a page may not block at all, because the page would freeze: there ' +
    'resultSync says so at once, and result works. A Future may be sent to another thread, which then waits in place of this one.',
  refs: [
    {
      title: 'Python: Future.result',
      url: 'https://docs.python.org/3/library/concurrent.futures.html#concurrent.futures.Future.result',
    },
    {
      title: 'Python: asyncio.wrap_future',
      url: 'https://docs.python.org/3/library/asyncio-future.html#asyncio.wrap_future',
    },
    { title: 'ECMAScript: Atomics.wait', url: 'https://tc39.es/ecma262/#sec-atomics.wait' },
    {
      title: 'HTML: agents that may block',
      url: 'https://html.spec.whatwg.org/multipage/webappapis.html#similar-origin-window-agent',
    },
  ],
  requires: ['threads', 'shared-memory'],
  params: {
    ms: {
      type: 'integer',
      default: 1000,
      quick: 100,
      min: 20,
      max: 60_000,
      unit: 'ms',
      about: 'How long the call takes',
    },
    step: {
      type: 'integer',
      default: 50,
      quick: 5,
      min: 1,
      max: 1000,
      unit: 'ms',
      about: 'From tick to tick of those who do not wait',
    },
    patience: {
      type: 'integer',
      default: 10_000,
      min: 100,
      max: 60_000,
      unit: 'ms',
      about: 'After how long without a tick somebody stands still',
    },
  },
  variants: {
    blocked: { title: 'The first thread blocks' },
    awaited: { title: 'A flow of the first thread awaits' },
    'in-a-thread': { title: 'Another thread blocks' },
  },
  outcomes: {
    blocked: [
      {
        match: 'the loop stands still',
        expect: 'always',
        why: 'The caller’s own event loop has to wait with it; another thread ticks on',
        on: ['node', 'deno', 'bun', 'python'],
      },
      {
        match: 'refused, then awaited',
        expect: 'always',
        why: 'A page’s main thread may not block, is told so at once, and has the result by the other form',
        on: PAGES,
      },
      ALL,
      ...OTHERS,
    ],
    awaited: [
      { match: 'all go on', expect: 'always', why: 'A flow that awaits has given the loop away' },
      LOOP,
      ...OTHERS,
    ],
    'in-a-thread': [
      {
        match: 'all go on',
        expect: 'always',
        why: 'The thread that blocks stands still, and neither this one nor another does',
      },
      LOOP,
      ...OTHERS,
    ],
  },
  nonVacuous: { blocked: ['ticks'], awaited: ['ticks'], 'in-a-thread': ['ticks'] },
  mutants: [
    { id: 'awaits', variant: 'blocked', status: 'forbidden', why: 'Gives the loop away after all' },
    { id: 'blocks', variant: 'awaited', status: 'forbidden', why: 'Blocks where it should have awaited' },
    { id: 'here', variant: 'in-a-thread', status: 'forbidden', why: 'Waits in this thread instead' },
    {
      id: 'keeps-a-lock',
      variant: 'in-a-thread',
      status: 'forbidden',
      why: 'Waits while holding the lock that the other thread needs',
    },
  ],
  measures: [
    { id: 'waited', title: 'How long the caller waited', unit: 'ms', better: 'neither' },
    { id: 'thread-ticks', title: 'Ticks of another thread meanwhile', unit: 'count', better: 'higher' },
    { id: 'loop-ticks', title: 'Ticks of the event loop meanwhile', unit: 'count', better: 'higher' },
  ],
  engine: 'run',
  async run(ctx, params): Promise<Seen> {
    const gives = ctx.mutant === 'awaits';
    const seen = await waitAndTick(ctx, {
      words: new SharedArrayBuffer(4 * WORDS),
      ...params,
      // Who waits in vain for ticks, as most mutants do, need not wait long.
      patience: ctx.mutant === undefined || gives ? params.patience : 500,
      frozen: ctx.variant === 'blocked' && !gives,
      awaited: new Event(),
      over: new Event(),
      never: new Event(),
      lock: ctx.mutant === 'keeps-a-lock' ? new Lock() : null,
    });
    ctx.count('ticks', seen.byThread + seen.byLoop);
    ctx.measure('thread-ticks', seen.byThread);
    ctx.measure('loop-ticks', seen.byLoop);
    return seen;
  },
  project({ got, refused, byThread, byLoop }): string {
    if (got !== ANSWER) return 'another result';
    if (refused) return 'refused, then awaited';
    if (byThread >= ENOUGH) return byLoop >= ENOUGH ? 'all go on' : 'the loop stands still';
    return byLoop >= ENOUGH ? 'the thread stands still' : 'all stand still';
  },
});

export default scenario;
