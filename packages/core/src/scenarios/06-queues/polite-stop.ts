/**
 * Rows 6.5 to 6.8: an event asks everybody to stop, and who waits at a queue does not hear it.
 *
 * @module
 */

import { Empty, Full } from '../../errors.ts';
import { atomicAdd, atomicLoad } from '../../memory/atomic-view.ts';
import { Queue } from '../../queue/index.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Event, Thread } from '../../threading/index.ts';
import { joinAll } from '../support/start-line.ts';

/** Words of the shared memory. */
const MESSAGES = 0;
const FULL = 1;
const DISORDER = 2;
const BYES = 3;
const GETS = 4;

interface Cell {
  readonly queue: Queue<number>;
  readonly words: SharedArrayBuffer;
  readonly stop: Event;
  /** Set when the producer found the queue full, and when the consumer has had its messages. */
  readonly wasFull: Event;
  readonly enough: Event;
  /** Never set, so that waiting for it is working. */
  readonly never: Event;
  readonly messages: number;
  /** The guide's second, in milliseconds. */
  readonly second: number;
  /** Whether the producer ends after that many messages instead of when it is asked to. */
  readonly short: boolean;
  /** How the consumer gets. */
  readonly gets: 'with a timeout' | 'for ever';
}

type Seen = {
  readonly messages: number;
  readonly disorder: boolean;
  readonly full: number;
  /** Farewells in the time they were given, and in the end. */
  readonly byes: readonly [inTime: number, inTheEnd: number];
  /** What the event said; empty where it was not asked. */
  readonly states: readonly string[];
};

const { produce, consume } = defineTasks(import.meta.url, {
  produce({ queue, words, stop, wasFull, messages, second, short }: Cell): void {
    const view = new Int32Array(words);
    for (let message = 1; !stop.isSet && !(short && message > messages);) {
      try {
        queue.putSync(message, { timeout: second });
        message++;
      } catch (error) {
        if (!(error instanceof Full)) throw error;
        atomicAdd(view, FULL, 1);
        wasFull.set();
      }
    }
    atomicAdd(view, BYES, 1);
  },
  consume(cell: Cell): void {
    const { queue, words, stop, wasFull, enough, messages, second } = cell;
    const view = new Int32Array(words);
    // Slower than the producer from the start.
    if (!cell.short) wasFull.waitSync();
    for (let latest = 0; !stop.isSet;) {
      atomicAdd(view, GETS, 1);
      try {
        const message = queue.getSync(cell.gets === 'for ever' ? {} : { timeout: second });
        if (message !== LATE && message !== latest + 1) atomicAdd(view, DISORDER, 1);
        latest = message;
        if (message !== LATE && atomicAdd(view, MESSAGES, 1) + 1 === messages) enough.set();
        if (!cell.short) cell.never.waitSync({ timeout: 2 * second });
      } catch (error) {
        if (!(error instanceof Empty)) throw error;
      }
    }
    atomicAdd(view, BYES, 1);
  },
});

/** The message that frees a consumer which would wait for ever. */
const LATE = -1;

interface Lengths {
  readonly messages: number;
  readonly second: number;
  readonly patience: number;
}

async function runCell(ctx: ScenarioContext, { messages, second, patience }: Lengths): Promise<Seen> {
  const hangs = ctx.variant === 'blocked-get';
  const forEver = hangs ? ctx.mutant !== 'with-a-timeout' : ctx.mutant === 'no-timeout';
  const cell: Cell = {
    queue: new Queue({ maxsize: 1 }),
    words: new SharedArrayBuffer(20),
    stop: new Event(),
    wasFull: new Event(),
    enough: new Event(),
    never: new Event(),
    messages,
    second,
    short: hangs || ctx.mutant === 'no-timeout',
    gets: forEver ? 'for ever' : 'with a timeout',
  };
  const view = new Int32Array(cell.words);
  const start = ctx.now();
  const producer = new Thread(produce, { args: [cell], name: 'producer' }).start();
  const consumer = new Thread(consume, { args: [cell], name: 'consumer' }).start();
  await cell.enough.wait({ signal: ctx.signal });
  // Once it is on its way into another get it does not look at the event again before it has got something.
  while (cell.short && forEver && atomicLoad(view, GETS) <= messages) await ctx.sleep(2);
  const asked = ctx.now();
  cell.stop.set();
  await joinAll([producer], ctx.signal);
  const ended = await consumer.join({ timeout: forEver ? 5 * second : patience, signal: ctx.signal });
  const inTime = atomicLoad(view, BYES);
  if (ended) ctx.measure('stopped', ctx.now() - asked);
  else cell.queue.putNowait(LATE);
  await joinAll([consumer], ctx.signal);
  ctx.measure('wall', ctx.now() - start);
  ctx.count('messages', atomicLoad(view, MESSAGES));
  ctx.count('full', atomicLoad(view, FULL));
  return {
    messages: atomicLoad(view, MESSAGES),
    disorder: atomicLoad(view, DISORDER) > 0,
    full: atomicLoad(view, FULL),
    byes: [inTime, atomicLoad(view, BYES)],
    states: [],
  };
}

/** What an event says from step to step: to who asks, to who waits, and to who came before it was cleared again. */
async function stepThrough(ctx: ScenarioContext, { second }: Lengths): Promise<Seen> {
  const event = new Event({ name: 'stop' });
  const states: string[] = [];
  const look = (): unknown => states.push(event.isSet ? 'set' : 'clear');
  const wait = async (timeout: number): Promise<void> => {
    states.push((await event.wait({ timeout, signal: ctx.signal })) ? 'passed' : 'timed out');
  };
  const set = (): void => {
    if (ctx.mutant !== 'mute') event.set();
  };
  look();
  await wait(second / 2);
  set();
  set();
  look();
  await wait(0);
  event.clear();
  look();
  const timeout = ctx.mutant === 'mute' ? second : undefined;
  const waiting = [0, 1, 2].map(() => event.wait({ timeout, signal: ctx.signal }));
  set();
  event.clear();
  const woken = (await Promise.all(waiting)).filter(Boolean).length;
  states.push(`${woken} woken`);
  look();
  ctx.count('messages', states.length);
  return { messages: 0, disorder: false, full: 0, byes: [0, 0], states };
}

const STATES = 'clear, timed out, set, passed, clear, 3 woken, clear';
const HANGS: Outcome = {
  match: 'the consumer hangs',
  expect: 'always',
  why: 'It waits for a message and not for the event; the next message frees it, if there ever is one',
};
const STOPPED: Outcome = {
  match: 'both said goodbye',
  expect: 'always',
  why: 'Each looks at the event at least once a second, because no wait of theirs is longer',
};
const SHUFFLED: Outcome = {
  match: 'out of order',
  expect: 'never',
  why: 'A queue gives first what was put first',
};
const never = ({ match, why }: Outcome): Outcome => ({ match, expect: 'never', why });

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'polite-stop',
  title: 'Stopping politely: an event asks, and who waits at a queue does not hear it',
  section: 6,
  rows: ['6.5', '6.6', '6.7', '6.8'],
  lesson:
    'Threads are not stopped, they are asked: an event is a flag that all of them can see, and each ends when it comes to look at it. ' +
    'That takes looking. A thread that waits at a queue for ever does not look before it has got something, which may be never; one ' +
    'that waits a second at a time does. So the two sides of a queue that are to end by an event wait with timeouts, and take Full and ' +
    'Empty for what they are: nothing happened yet. An event keeps no count: it is set or clear, setting it twice is setting it ' +
    'once, and those who waited when it was set go on even if it is cleared before they have run.',
  refs: [
    { title: 'Python: Event objects', url: 'https://docs.python.org/3/library/threading.html#event-objects' },
    { title: 'Python: Queue.get', url: 'https://docs.python.org/3/library/queue.html#queue.Queue.get' },
    {
      title: 'Java: why Thread.stop is deprecated',
      url: 'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/doc-files/threadPrimitiveDeprecation.html',
    },
  ],
  requires: ['threads', 'shared-memory'],
  params: {
    second: {
      type: 'integer',
      default: 1000,
      quick: 100,
      min: 10,
      max: 10_000,
      unit: 'ms',
      about: 'The guide’s second: the timeouts of both sides; the consumer works for two',
    },
    messages: {
      type: 'integer',
      default: 5,
      min: 1,
      max: 1000,
      about: 'After how many messages it is enough',
    },
    patience: {
      type: 'integer',
      default: 30_000,
      min: 100,
      max: 60_000,
      unit: 'ms',
      about: 'Who has not ended after this hangs',
    },
  },
  variants: {
    guide: { title: 'Both sides wait with timeouts, and a queue for one' },
    'blocked-get': { title: 'The consumer waits without a timeout' },
    event: { title: 'The event from step to step' },
  },
  outcomes: {
    guide: [STOPPED, never(HANGS), SHUFFLED],
    'blocked-get': [
      HANGS,
      { ...never(STOPPED), why: 'It was asked while it waited for a message' },
      SHUFFLED,
    ],
    event: [
      {
        match: STATES,
        expect: 'always',
        why: 'A wait is over when the event is set, and all that wait go on at once',
      },
      { match: /.*0 woken.*/, expect: 'never', why: 'They waited when it was set' },
    ],
  },
  nonVacuous: { guide: ['messages', 'full'], 'blocked-get': ['messages'], event: ['messages'] },
  mutants: [
    {
      id: 'no-timeout',
      variant: 'guide',
      status: 'forbidden',
      why: 'The consumer waits for ever for what does not come',
    },
    {
      id: 'with-a-timeout',
      variant: 'blocked-get',
      status: 'forbidden',
      why: 'The consumer waits a second at a time',
    },
    { id: 'mute', variant: 'event', status: 'forbidden', why: 'The event is never set' },
  ],
  measures: [
    { id: 'wall', title: 'Time of the whole', unit: 'ms', better: 'lower' },
    { id: 'stopped', title: 'From the request to the end of both', unit: 'ms', better: 'lower' },
  ],
  engine: 'terminate',
  async run(ctx, params): Promise<Seen> {
    const seen = await (ctx.variant === 'event' ? stepThrough : runCell)(ctx, params);
    if (seen.full > 0) ctx.log(`producer: Queue is full (${seen.full} times)`);
    return seen;
  },
  project({ disorder, byes, states }): string {
    if (states.length > 0) return states.join(', ');
    if (disorder) return 'out of order';
    if (byes[0] === 2) return 'both said goodbye';
    return byes[1] === 2 ? 'the consumer hangs' : 'somebody never ended';
  },
});

export default scenario;
