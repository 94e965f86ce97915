/**
 * Rows 1.3, 1.4, 1.5 and 1.7: several threads at once, as the library, the kernel and they themselves name them.
 *
 * @module
 */

import {
  AssumptionError,
  defineScenario,
  type Outcome,
  type Scenario,
  type ScenarioContext,
  systemAt,
} from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import {
  activeCount,
  currentThread,
  enumerate,
  getIdent,
  getNativeId,
  mainThread,
  Thread,
} from '../../threading/index.ts';
import { joinAll, lineUp, newStartLine, type StartLine } from '../support/start-line.ts';
import { newSlip, readSlip, writeSlip } from '../support/slip.ts';
import { PAGES } from '../support/runtimes.ts';

/** What a thread knows of itself. */
type Self = {
  readonly name: string;
  readonly main: string;
  readonly ident: number;
  readonly nativeId: number | null;
  /** The kernel's own word for it, where the kernel can be asked. */
  readonly kernelId: number | null;
  readonly pid: number | null;
  readonly ppid: number | null;
};

type Card = {
  readonly name: string;
  readonly ident: number | null;
  readonly nativeId: number | null;
  readonly self: Self | null;
};

type Seen = {
  readonly key: string;
  readonly cards: readonly Card[];
  readonly more: Readonly<Record<string, string | number | null>>;
};

async function lookAtMyself(url: string | null): Promise<Self> {
  const system = url === null ? undefined : await systemAt(url);
  const stat = system?.readText('/proc/thread-self/stat') ?? null;
  return {
    name: currentThread().name,
    main: mainThread().name,
    ident: getIdent(),
    nativeId: getNativeId(),
    kernelId: stat === null ? null : Number.parseInt(stat, 10),
    pid: system?.pid ?? null,
    ppid: system?.ppid ?? null,
  };
}

const { introduce } = defineTasks(import.meta.url, {
  async introduce(line: StartLine, slip: SharedArrayBuffer, url: string | null): Promise<void> {
    writeSlip(slip, await lookAtMyself(url));
    lineUp(line);
  },
});

/** Starts so many threads and hands them over while all of them stand at a line, alive. */
async function withThreads<T>(
  ctx: ScenarioContext,
  count: number,
  look: (cards: readonly Card[], release: () => Promise<void>) => T | Promise<T>,
): Promise<T> {
  const line = newStartLine(count);
  const crew = Array.from({ length: count }, (_, index) => {
    const slip = newSlip();
    const args: [StartLine, SharedArrayBuffer, string | null] = [line, slip, ctx.system?.url ?? null];
    return { slip, thread: new Thread(introduce, { args, name: `crew-${index + 1}` }).start() };
  });
  const ended = joinAll(
    crew.map(({ thread }) => thread),
    ctx.signal,
  );
  const release = (): Promise<void> => {
    line.go.set();
    return ended;
  };
  try {
    await Promise.race([line.complete.wait({ signal: ctx.signal }), ended]);
    const cards = crew.map(({ slip, thread }) => ({
      name: thread.name,
      ident: thread.ident ?? null,
      nativeId: thread.nativeId,
      self: readSlip<Self>(slip) ?? null,
    }));
    ctx.count('threads', cards.filter(({ self }) => self !== null).length);
    return await look(cards, release);
  } finally {
    await release();
  }
}

function countThem(ctx: ScenarioContext, count: number): Promise<Seen> {
  const before = activeCount();
  return withThreads(ctx, count, async (cards, release): Promise<Seen> => {
    if (ctx.mutant === 'ended-before') await release();
    const names = enumerate().map(({ name }) => name);
    const during = activeCount();
    await release();
    const after = activeCount();
    const all = [mainThread().name, ...cards.map(({ name }) => name)].every((name) => names.includes(name));
    const key =
      all && during === before + count
        ? after === before
          ? 'all at once'
          : 'still there'
        : 'some are missing';
    return { key, cards, more: { before, during, after, names: names.join(', ') } };
  });
}

async function followOne(ctx: ScenarioContext): Promise<Seen> {
  const line = newStartLine(1);
  const thread = new Thread(introduce, { args: [line, newSlip(), null], name: 'the one' });
  const stateOf = (): string =>
    thread.isAlive ? `started as ${typeof thread.ident}` : thread.ident === undefined ? 'initial' : 'stopped';
  const states = [stateOf()];
  thread.start();
  await line.complete.wait({ signal: ctx.signal });
  states.push(stateOf());
  if (ctx.mutant === 'not-joined') states.push(stateOf());
  line.go.set();
  await joinAll([thread], ctx.signal);
  if (ctx.mutant !== 'not-joined') states.push(stateOf());
  ctx.count('threads');
  const { name, ident = null, nativeId } = thread;
  return { key: states.join(', '), cards: [{ name, ident, nativeId, self: null }], more: {} };
}

function askTheKernel(ctx: ScenarioContext, count: number): Promise<Seen> {
  return withThreads(ctx, count, (cards): Seen => {
    const told = cards.map((card) => (ctx.mutant === 'invented' ? card.ident : card.nativeId));
    const kernel = cards.map(({ self }) => self?.kernelId ?? null);
    const agreed = told.every((id, at) => id === kernel[at] && id === (cards[at]?.self?.nativeId ?? null));
    const none = told.every((id) => id === null);
    const distinct = new Set([...told, getNativeId()]).size === count + 1;
    const key = !agreed ? 'another number' : none ? 'null' : distinct ? 'as the kernel says' : 'one for two';
    return { key, cards, more: { main: getNativeId() } };
  });
}

function askThem(ctx: ScenarioContext, count: number): Promise<Seen> {
  return withThreads(ctx, count, async (cards): Promise<Seen> => {
    const here = await lookAtMyself(ctx.system?.url ?? null);
    const found = ctx.mutant === 'mixed-up' ? [...cards].reverse() : cards;
    const known = cards.every(({ name, ident }, at) => {
      const self = found[at]?.self;
      return self?.name === name && self.ident === ident && self.main === here.name;
    });
    const unique = new Set([here.ident, ...cards.map(({ ident }) => ident)]).size === count + 1;
    const together = cards.every(({ self }) => self?.pid === here.pid && self.ppid === here.ppid);
    const one = here.pid === null ? 'no process to name' : 'one process';
    const key = known && unique ? (together ? one : 'several processes') : 'taken for another';
    return { key, cards, more: { pid: here.pid, ppid: here.ppid } };
  });
}

const NATIVE = ['node', 'deno', 'bun', 'python'];
const never = (match: string, why: string): Outcome => ({ match, expect: 'never', why });

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'thread-identity',
  title: 'Several threads at once, and what each of them is called',
  section: 1,
  rows: ['1.3', '1.4', '1.5', '1.7'],
  lesson:
    'Multi-threading is several flows of control alive in one program at the same time. What a program handles is the user thread, an ' +
    'object of its language’s library: it has a name, an identifier that the library gave it, and a state, and it is there before the ' +
    'start and after the end. What runs is a kernel thread with a number of the kernel’s own. CPython and this library have one kernel ' +
    'thread for each of theirs. Where the kernel’s number can be read (Linux gives it away by the name of a link) it is what nativeId ' +
    'says; where it cannot, as in a browser, nativeId is null and never a number made up. All threads of a program agree on its process ' +
    'and its parent; a page is told neither.',
  refs: [
    {
      title: 'Python: threading.get_native_id',
      url: 'https://docs.python.org/3/library/threading.html#threading.get_native_id',
    },
    {
      title: 'Python: threading.enumerate',
      url: 'https://docs.python.org/3/library/threading.html#threading.enumerate',
    },
    { title: 'Python: os.getppid', url: 'https://docs.python.org/3/library/os.html#os.getppid' },
    { title: 'Linux: gettid(2)', url: 'https://man7.org/linux/man-pages/man2/gettid.2.html' },
  ],
  requires: ['threads', 'shared-memory'],
  params: {
    threads: { type: 'integer', default: 5, quick: 3, min: 2, max: 64, about: 'Threads alive at once' },
  },
  variants: {
    'alive-at-once': { title: 'The library counts them' },
    'thread-object': { title: 'One, before, during and after' },
    'kernel-thread': { title: 'The kernel numbers them' },
    'who-am-i': { title: 'Each says who it is' },
  },
  outcomes: {
    'alive-at-once': [
      {
        match: 'all at once',
        expect: 'always',
        why: 'While k threads stand at a line there are k more, by name',
      },
      never('some are missing', 'A thread that has not ended is listed'),
      never('still there', 'A thread that was joined is listed no more'),
    ],
    'thread-object': [
      {
        match: 'initial, started as number, stopped',
        expect: 'always',
        why: 'The object is there all along; an identifier it has from the start on, and keeps',
      },
      never('initial, started as number, started as number', 'A thread that was joined is not alive'),
    ],
    'kernel-thread': [
      {
        match: 'as the kernel says',
        expect: 'always',
        why: 'Each thread is a kernel thread of its own, and everybody gives it the number that the kernel does',
        on: NATIVE,
      },
      {
        match: 'null',
        expect: 'always',
        why: 'A page cannot ask the kernel, so there is no number',
        on: PAGES,
      },
      never('another number', 'A number that the kernel does not know is made up'),
      never('one for two', 'Two threads that run at once are not one kernel thread'),
    ],
    'who-am-i': [
      {
        match: 'one process',
        expect: 'always',
        why: 'What a thread says of itself is what its starter sees, and all have one process and one parent',
        on: NATIVE,
      },
      {
        match: 'no process to name',
        expect: 'always',
        why: 'The same, but for the process: which one a page is in, it is not told',
        on: PAGES,
      },
      never('taken for another', 'An identifier names one thread, from wherever it is asked'),
      never('several processes', 'Threads are in the process of who started them'),
    ],
  },
  nonVacuous: {
    'alive-at-once': ['threads'],
    'thread-object': ['threads'],
    'kernel-thread': ['threads'],
    'who-am-i': ['threads'],
  },
  mutants: [
    { id: 'ended-before', variant: 'alive-at-once', status: 'forbidden', why: 'Counts when they have ended' },
    { id: 'not-joined', variant: 'thread-object', status: 'forbidden', why: 'Looks before the thread’s end' },
    {
      id: 'invented',
      variant: 'kernel-thread',
      status: 'forbidden',
      why: 'Gives the library’s identifier out as the kernel’s',
    },
    {
      id: 'mixed-up',
      variant: 'who-am-i',
      status: 'forbidden',
      why: 'Takes one thread’s answer for another’s',
    },
  ],
  measures: [],
  engine: 'run',
  run(ctx, { threads }): Promise<Seen> {
    if (ctx.variant === 'alive-at-once') return countThem(ctx, threads);
    if (ctx.variant === 'thread-object') return followOne(ctx);
    if (ctx.variant === 'who-am-i') return askThem(ctx, threads);
    if (ctx.system !== undefined && getNativeId() === null)
      throw new AssumptionError('This system tells no thread its number in a place that can be read');
    return askTheKernel(ctx, threads);
  },
  project: (seen) => seen.key,
});

export default scenario;
