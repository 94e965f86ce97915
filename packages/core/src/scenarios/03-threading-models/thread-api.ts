/**
 * Row 3.1: what a language's threading library consists of.
 *
 * @module
 */

import { defineScenario, type Scenario } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import * as threading from '../../threading/index.ts';
import { joinAll } from '../support/start-line.ts';
import { newSlip, readSlip, writeSlip } from '../support/slip.ts';

type Seen = {
  /** Names that are documented and not there, and that are there and not documented. */
  readonly missing: readonly string[];
  readonly undocumented: readonly string[];
};

/** Every name of Python's threading module, what it is called here, and why nothing is where nothing is. */
const NAMES: Readonly<Record<string, readonly string[] | string>> = {
  active_count: ['activeCount'],
  current_thread: ['currentThread'],
  enumerate: ['enumerate'],
  get_ident: ['getIdent'],
  get_native_id: ['getNativeId'],
  main_thread: ['mainThread'],
  TIMEOUT_MAX: ['TIMEOUT_MAX'],
  Barrier: ['Barrier'],
  BoundedSemaphore: ['BoundedSemaphore'],
  Condition: ['Condition'],
  Event: ['Event'],
  Lock: ['Lock'],
  RLock: ['RLock'],
  Semaphore: ['Semaphore'],
  Thread: ['Thread'],
  Timer: ['Timer'],
  local: ['Local'],
  // Assigning to a name of a module is nothing that JavaScript can do.
  excepthook: ['setExcepthook', 'defaultExcepthook'],
  ExceptHookArgs: 'a type, of which nothing is left at run time',
  BrokenBarrierError: 'among the errors, as all errors are',
  ThreadError: 'StateError, among the errors',
  stack_size: 'an option of each Thread',
  setprofile: 'runtimes bring profilers of their own',
  getprofile: 'runtimes bring profilers of their own',
  setprofile_all_threads: 'runtimes bring profilers of their own',
  settrace: 'runtimes bring debuggers of their own',
  gettrace: 'runtimes bring debuggers of their own',
  settrace_all_threads: 'runtimes bring debuggers of their own',
};

const documented = Object.values(NAMES)
  .flatMap((names) => (typeof names === 'string' ? [] : names))
  .sort();

const { listNames } = defineTasks(import.meta.url, {
  listNames(slip: SharedArrayBuffer): void {
    writeSlip(slip, Object.keys(threading));
  },
});

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'thread-api',
  title: 'A threading library: what user threads are made of and coordinated with',
  section: 3,
  rows: ['3.1'],
  lesson:
    'User threads are made by a library of the language: in Python by the module threading. It makes them, names and counts them, says ' +
    'which one is running, and brings what they coordinate with: locks, conditions, semaphores, events, barriers. Here ' +
    'the same things have the same names, written as JavaScript writes them, and whatever is missing is missing for a reason: the hooks of ' +
    'profilers and debuggers, which runtimes have in other ways, and names that only make sense in Python.',
  refs: [
    { title: 'Python: threading', url: 'https://docs.python.org/3/library/threading.html' },
    {
      title: 'Python: threading.local',
      url: 'https://docs.python.org/3/library/threading.html#threading.local',
    },
  ],
  requires: ['threads', 'shared-memory'],
  params: {},
  variants: {
    main: { title: 'On the main thread' },
    thread: { title: 'In a thread' },
  },
  outcomes: Object.fromEntries(
    ['main', 'thread'].map((variant) => [
      variant,
      [
        {
          match: 'as documented',
          expect: 'always',
          why: 'Each name of Python’s module is here under its own, or the list says why it is not; nothing else is',
        },
        { match: 'names are missing', expect: 'never', why: 'What is documented is there' },
        { match: 'undocumented names', expect: 'never', why: 'What is there is documented' },
      ],
    ]),
  ),
  nonVacuous: { main: ['names'], thread: ['names'] },
  mutants: [
    {
      id: 'forgotten-name',
      variant: 'main',
      status: 'forbidden',
      why: 'Looks for a name that nobody wrote, as if it had been forgotten',
    },
    {
      id: 'secret-name',
      variant: 'thread',
      status: 'forbidden',
      why: 'One name has been left out of the documentation',
    },
  ],
  measures: [{ id: 'names', title: 'Names of the library', unit: 'count', better: 'neither' }],
  engine: 'run',
  async run(ctx): Promise<Seen> {
    let names: readonly string[] = Object.keys(threading);
    if (ctx.variant === 'thread') {
      const slip = newSlip();
      await joinAll([new threading.Thread(listNames, { args: [slip], name: 'lister' }).start()], ctx.signal);
      names = readSlip<string[]>(slip) ?? [];
    }
    ctx.count('names', names.length);
    ctx.measure('names', names.length);
    const listed =
      ctx.mutant === 'forgotten-name'
        ? [...documented, 'forgotten']
        : ctx.mutant === 'secret-name'
          ? documented.slice(1)
          : documented;
    return {
      missing: listed.filter((name) => !names.includes(name)),
      undocumented: names.filter((name) => !listed.includes(name)),
    };
  },
  project({ missing, undocumented }): string {
    if (missing.length > 0) return 'names are missing';
    return undocumented.length > 0 ? 'undocumented names' : 'as documented';
  },
});

export default scenario;
