/**
 * Rows 10.1 and 10.2: which start methods there are, and why fork is none of them.
 *
 * @module
 */

import { UnsupportedError } from '../../errors.ts';
import {
  getAllStartMethods,
  getContext,
  Process,
  setStartMethod,
  type StartMethod,
} from '../../multiprocessing/index.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { PROCESSES } from '../support/processes.ts';
import { JAVASCRIPT } from '../support/runtimes.ts';

type Seen = { readonly key: string; readonly said: readonly string[] };

const { nothing } = defineTasks(import.meta.url, { nothing(): void {} });

/** Every way to ask for a start method. */
const WAYS: readonly ((method: StartMethod) => unknown)[] = [
  (method) => new Process(nothing, { startMethod: method }),
  (method) => getContext(method),
  (method) => setStartMethod(method),
];

/** What a refusal has to say: what was asked for, why there is none, and what there is. */
const REASON = /fork[\s\S]*no JavaScript runtime can be forked[\s\S]*standby/;

function ask(ctx: ScenarioContext, method: string): Seen {
  const asked = ctx.mutant === 'asks-for-spawn' ? 'spawn' : method;
  // Setting a method that there is would be for good.
  const ways = ctx.mutant === 'asks-for-spawn' ? WAYS.slice(0, 2) : WAYS;
  const said = ways.map((way) => {
    try {
      way(asked as StartMethod);
      return '';
    } catch (error) {
      if (error instanceof UnsupportedError) return error.message;
      throw error;
    }
  });
  ctx.count('asked', said.length);
  const told = ctx.mutant === 'without-a-reason' ? said.map((text) => text.slice(0, 30)) : said;
  if (told.includes('')) return { key: 'accepted', said: told };
  return { key: told.every((text) => REASON.test(text)) ? 'refused with the reason' : 'refused', said: told };
}

function list(ctx: ScenarioContext): Seen {
  const methods: string[] = getAllStartMethods();
  if (ctx.mutant === 'lists-fork') methods.unshift('fork');
  ctx.count('asked');
  return { key: methods.join(', '), said: methods };
}

const REFUSED: readonly Outcome[] = [
  {
    match: 'refused with the reason',
    expect: 'always',
    why: 'No runtime can be forked, whoever asks; the error says so and names what there is instead',
    on: JAVASCRIPT,
  },
  { match: 'refused', expect: 'never', why: 'An error without a reason is a riddle', on: JAVASCRIPT },
  {
    match: 'accepted',
    expect: 'never',
    why: 'Something else under that name would be a trap for whoever counts on copied memory',
    on: JAVASCRIPT,
  },
];
const PYTHON: readonly string[] = ['python'];

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'start-methods',
  title: 'Start methods, and why there is no fork',
  section: 10,
  rows: ['10.1', '10.2'],
  lesson:
    'How a child comes to be decides what it begins with. fork copies the parent as it stands: the memory is shared until somebody writes ' +
    'to it, so that starting is fast, and the child finds every variable as it was. It also finds locks that other threads held at that ' +
    'moment and that nobody will ever release, because of all threads only the one that called fork goes on in the child. Python ' +
    'no longer does it by default: not on macOS since 3.8, not on Linux since 3.14. JavaScript runtimes cannot be forked at all, as they ' +
    'are full of threads of their own and mark their heap as not to be inherited. What they can do is spawn, a fresh runtime that ' +
    'shares nothing by accident, and standby, a process that was started ahead. Asking for fork or forkserver is ' +
    'an error with the reason, never something else under that name.',
  refs: [
    {
      title: 'Python: contexts and start methods',
      url: 'https://docs.python.org/3/library/multiprocessing.html#contexts-and-start-methods',
    },
    { title: 'Python 3.14: forkserver is the default', url: 'https://docs.python.org/3/whatsnew/3.14.html' },
    { title: 'POSIX: fork', url: 'https://pubs.opengroup.org/onlinepubs/9799919799/functions/fork.html' },
    {
      title: 'Linux: madvise(2), MADV_DONTFORK',
      url: 'https://man7.org/linux/man-pages/man2/madvise.2.html',
    },
  ],
  requires: PROCESSES,
  params: {},
  variants: {
    list: { title: 'Those that there are' },
    fork: { title: 'Asking for fork' },
    forkserver: { title: 'Asking for forkserver' },
  },
  outcomes: {
    list: [
      { match: 'spawn, standby', expect: 'always', why: 'The default first', on: JAVASCRIPT },
      {
        match: 'fork, spawn, forkserver',
        expect: 'may',
        why: 'Linux, before 3.14: the default first',
        on: PYTHON,
      },
      {
        match: 'forkserver, spawn, fork',
        expect: 'may',
        why: 'Linux, from 3.14 on: the default first',
        on: PYTHON,
      },
      { match: /(spawn|forkserver|fork|, )+/, expect: 'may', why: 'Other systems', on: PYTHON },
      { match: /.*fork.*/, expect: 'never', why: 'There is nothing that forks', on: JAVASCRIPT },
    ],
    fork: [
      ...REFUSED,
      {
        match: 'copied',
        expect: 'may',
        why: 'The child of a fork has every variable as the parent had changed it',
        on: PYTHON,
      },
    ],
    forkserver: [
      ...REFUSED,
      {
        match: 'fresh',
        expect: 'may',
        why: 'The child is a fork of a server that knows nothing of what the parent has changed',
        on: PYTHON,
      },
    ],
  },
  nonVacuous: { list: ['asked'], fork: ['asked'], forkserver: ['asked'] },
  mutants: [
    { id: 'lists-fork', variant: 'list', status: 'forbidden', why: 'Says that there is a fork' },
    {
      id: 'asks-for-spawn',
      variant: 'fork',
      status: 'forbidden',
      why: 'Does something else under that name',
    },
    { id: 'without-a-reason', variant: 'forkserver', status: 'forbidden', why: 'Refuses without saying why' },
  ],
  measures: [],
  engine: 'run',
  run: (ctx) => (ctx.variant === 'list' ? list(ctx) : ask(ctx, ctx.variant)),
  project: (seen) => seen.key,
});

export default scenario;
