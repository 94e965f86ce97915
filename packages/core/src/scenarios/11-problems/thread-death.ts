/**
 * Row 11.3: a thread that dies is reported, and nobody dies with it.
 *
 * @module
 */

import { Exit, ThrownValue, type RemoteInfo } from '../../errors.ts';
import { atomicAdd, atomicLoad } from '../../memory/atomic-view.ts';
import {
  defineScenario,
  type Observation,
  type Outcome,
  type Scenario,
  type ScenarioContext,
} from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Event, setExcepthook, Thread, type ExceptHookArgs } from '../../threading/index.ts';
import { joinAll } from '../support/start-line.ts';

const NAME = 'pump';
const MESSAGE = 'the pump broke';
const SURVIVORS = 2;

/** How a worker ends itself behind the library's back: the first in Node, Deno and Bun, the second in a page. */
const { process, close } = globalThis as {
  readonly process?: { readonly exit: (code: number) => never; readonly exitCode?: number | string | null };
  readonly close?: () => void;
};

interface Others {
  readonly died: Event;
  readonly words: SharedArrayBuffer;
}

type Report = {
  readonly thread: string | null;
  readonly error: string;
  readonly message: string;
  readonly value: Observation;
  /** Whether the stack of the thread itself came along. */
  readonly remoteStack: boolean;
};

type Seen = {
  readonly reports: readonly Report[];
  /** The error that the Thread object keeps, as text. */
  readonly kept: string | null;
  readonly ended: boolean;
  /** Threads that went on to their end after the death. */
  readonly survivors: number;
  /** What the program would end with now. */
  readonly exitCode: number;
};

const { die, outlive } = defineTasks(import.meta.url, {
  async die(how: string, never: Event): Promise<void> {
    if (how === 'swallows') return;
    if (how === 'rejects-later') await never.wait({ timeout: 20 });
    if (how === 'throws-non-error') throw MESSAGE;
    if (how === 'exits') throw new Exit(3);
    if (how === 'process-exit') {
      if (process) process.exit(3);
      close?.();
      // A page's worker closes only when its code has paused.
      await never.wait();
    }
    throw new RangeError(MESSAGE);
  },
  outlive(others: Others, fate: 'lives' | 'dies'): void {
    others.died.waitSync();
    if (fate === 'dies') throw new RangeError(MESSAGE);
    atomicAdd(new Int32Array(others.words), 0, 1);
  },
});

function reportOf({ thread, error }: ExceptHookArgs): Report {
  const { remoteStack } = error as RemoteInfo;
  return {
    thread: thread?.name ?? null,
    error: error.name,
    message: error.message,
    value: error instanceof ThrownValue ? String(error.value) : null,
    remoteStack: typeof remoteStack === 'string' && remoteStack !== '',
  };
}

/** A report may come a moment after the join; a silence has to last before it is one. */
async function waitForReport(ctx: ScenarioContext, reports: readonly Report[], ms: number): Promise<void> {
  const end = ctx.now() + ms;
  while (reports.length === 0 && ctx.now() < end) await ctx.sleep(5);
  await ctx.sleep(20);
}

const OTHERS: Outcome = {
  match: 'others died',
  expect: 'never',
  why: 'A thread that dies takes nobody with it',
};
const TWICE: Outcome = { match: 'twice', expect: 'never', why: 'One death is one report' };
const HANGS: Outcome = {
  match: 'not ended',
  expect: 'never',
  why: 'A thread that died has ended: join returns, and it is alive no more',
};
const CODE: Outcome = {
  match: 'exit code changed',
  expect: 'never',
  why: 'The program ends as it would have ended',
};
const SILENT: Outcome = {
  match: 'silent',
  expect: 'never',
  why: 'The hook was not called: the thread died and nobody knows',
};
const WRONG: Outcome = {
  match: 'misreported',
  expect: 'never',
  why: 'A report names the thread, its error and where it was thrown',
};

function reported(why: string, ...truths: readonly Outcome[]): readonly Outcome[] {
  return [{ match: 'reported', expect: 'always', why }, ...truths, SILENT, WRONG, TWICE, OTHERS, CODE, HANGS];
}

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'thread-death',
  title: 'A thread dies: it is reported, and nobody else dies',
  section: 11,
  rows: ['11.3'],
  lesson:
    'An error that nobody catches ends the thread it was thrown in and nothing else: the other threads and the main thread run on, join ' +
    "returns as if all were well, and the program's exit code is what it would have been. So the only trace is what the hook for " +
    'uncaught errors says. By default it prints; a hook of your own gets the thread and its error. Left to themselves the runtimes ' +
    'differ: in Node and Bun a worker that dies unobserved takes the program with it, in Deno its error is only printed, and a browser ' +
    'tells the page that owns the worker. Here the hook is called in all of them, once, with the stack of the thread that died.',
  refs: [
    {
      title: 'Python: threading.excepthook',
      url: 'https://docs.python.org/3/library/threading.html#threading.excepthook',
    },
    { title: "Node: Worker, event 'error'", url: 'https://nodejs.org/api/worker_threads.html#event-error' },
    {
      title: 'MDN: Worker, error event',
      url: 'https://developer.mozilla.org/en-US/docs/Web/API/Worker/error_event',
    },
  ],
  requires: ['threads', 'shared-memory'],
  params: {
    silence: {
      type: 'integer',
      default: 200,
      min: 20,
      max: 10_000,
      unit: 'ms',
      about: 'How long no report must come for it to be silence',
    },
    patience: {
      type: 'integer',
      default: 5000,
      min: 100,
      max: 60_000,
      unit: 'ms',
      about: 'How long a report may take',
    },
  },
  variants: {
    throws: { title: 'Throws at once' },
    'rejects-later': { title: 'Rejects after an await' },
    'throws-non-error': { title: 'Throws something that is no error' },
    exits: { title: 'Throws Exit, which is a way to end' },
    'process-exit': { title: 'Calls process.exit, or close in a page' },
  },
  outcomes: {
    throws: reported('The hook gets the thread by name, its RangeError and its stack'),
    'rejects-later': reported('A rejected promise of the task is the error of the thread'),
    'throws-non-error': reported('What was thrown arrives inside an error, as ThrownValue', {
      match: 'refused',
      expect: 'always',
      why: 'Python raises exceptions only: raising a text is a TypeError, and that is what is reported',
      on: ['python'],
    }),
    exits: [
      {
        match: 'silent',
        expect: 'always',
        why: 'Exit, as SystemExit in Python, ends a thread without a report',
      },
      {
        match: 'told of the exit',
        expect: 'always',
        why: 'A hook of your own is called for SystemExit too; only the default hook of Python keeps silent',
        on: ['python'],
      },
      {
        match: 'reported',
        expect: 'never',
        why: 'A thread that ended because it wanted to has nothing to report',
      },
      WRONG,
      TWICE,
      OTHERS,
      CODE,
      HANGS,
    ],
    'process-exit': reported(
      'A worker that ends itself past the library is seen all the same, and reported by name',
      {
        match: 'program ended',
        expect: 'always',
        why: 'os._exit ends the whole program from any thread',
        on: ['python'],
      },
    ),
  },
  nonVacuous: Object.fromEntries(
    ['throws', 'rejects-later', 'throws-non-error', 'exits', 'process-exit'].map((variant) => [
      variant,
      ['deaths'],
    ]),
  ),
  mutants: [
    {
      id: 'mute-hook',
      variant: 'throws',
      status: 'forbidden',
      why: 'The hook says nothing, so the death goes by unseen',
    },
    {
      id: 'swallowed',
      variant: 'rejects-later',
      status: 'forbidden',
      why: 'The task catches its own error and says nothing',
    },
    {
      id: 'shared-fate',
      variant: 'throws',
      status: 'forbidden',
      why: 'The other threads die of the same error',
    },
  ],
  measures: [{ id: 'report', title: 'Time from the start to the report', unit: 'ms', better: 'lower' }],
  engine: 'terminate',
  async run(ctx, params): Promise<Seen> {
    const reports: Report[] = [];
    const others: Others = { died: new Event(), words: new SharedArrayBuffer(4) };
    let reportedAt = 0;
    setExcepthook((args) => {
      if (ctx.mutant === 'mute-hook') return;
      reportedAt = ctx.now();
      reports.push(reportOf(args));
    });
    try {
      const fate = ctx.mutant === 'shared-fate' ? 'dies' : 'lives';
      const survivors = Array.from({ length: SURVIVORS }, (_, index) =>
        new Thread(outlive, { args: [others, fate], name: `survivor-${index + 1}` }).start(),
      );
      const start = ctx.now();
      const how = ctx.mutant === 'swallowed' ? 'swallows' : ctx.variant;
      const victim = new Thread(die, { args: [how, new Event()], name: NAME }).start();
      const ended = await victim.join({ timeout: params.patience, signal: ctx.signal });
      ctx.count('deaths', ended ? 1 : 0);
      await waitForReport(ctx, reports, ctx.variant === 'exits' ? params.silence : params.patience);
      const untilDeath = [...reports];
      if (reports.length > 0) ctx.measure('report', reportedAt - start);
      others.died.set();
      await joinAll(survivors, ctx.signal).catch(() => {});
      return {
        reports: untilDeath,
        kept: victim.error ? String(victim.error) : null,
        ended: ended && !victim.isAlive,
        survivors: atomicLoad(new Int32Array(others.words), 0),
        exitCode: Number(process?.exitCode ?? 0),
      };
    } finally {
      setExcepthook(null);
    }
  },
  project({ reports, kept, ended, survivors, exitCode }): string {
    if (!ended) return 'not ended';
    if (survivors < SURVIVORS) return 'others died';
    if (exitCode !== 0) return 'exit code changed';
    const [report] = reports;
    if (!report) return 'silent';
    if (reports.length > 1) return 'twice';
    return report.thread === NAME && kept !== null && saysWhatHappened(report) ? 'reported' : 'misreported';
  },
});

/** The error as it was thrown, with the stack of the thread; a thrown text has no stack, and an exit no error. */
function saysWhatHappened(report: Report): boolean {
  if (report.error === 'ThrownValue') return report.value === MESSAGE;
  if (report.error === 'RangeError') return report.message === MESSAGE && report.remoteStack;
  return report.error === 'StateError' && report.message.includes(NAME);
}

export default scenario;
