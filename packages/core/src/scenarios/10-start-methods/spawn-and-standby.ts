/**
 * Rows 10.3 and 10.4: what a spawned child begins with, and one that stood by.
 *
 * @module
 */

import { currentProcess, Process, Semaphore, type StartMethod } from '../../multiprocessing/index.ts';
import {
  defineScenario,
  type Outcome,
  type Scenario,
  type ScenarioContext,
  systemAt,
} from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { clock } from '../support/clock.ts';
import { newNote, type Note, readNote, writeNote } from '../support/note.ts';
import { joinProcesses, PROCESSES } from '../support/processes.ts';
import { systemOf } from '../support/system.ts';

/** When this module was evaluated: in each process that loads it, at another time. */
const evaluatedAt = clock();

/** A variable that the parent changes before it starts anybody. */
const setting = { value: 'as the module has it' };

/** What the child finds. */
type Found = {
  readonly name: string;
  readonly pid: number;
  readonly ppid: number;
  readonly setting: string;
  readonly evaluatedAt: number;
  readonly at: number;
  readonly argv: readonly string[];
  readonly execArgv: readonly string[];
};

type Seen = {
  readonly fresh: boolean;
  readonly evaluated: boolean;
  readonly arguments: boolean;
  readonly parent: boolean;
  /** Whether the one that stood by was the sooner; true where nobody has compared. */
  readonly sooner: boolean;
  readonly found: Found;
};

const { look } = defineTasks(import.meta.url, {
  async look(note: Note, there: Semaphore, url: string): Promise<void> {
    const at = clock();
    const { pid, ppid, argv, execArgv } = await systemAt(url);
    const { name } = currentProcess();
    writeNote(note, { name, pid, ppid, setting: setting.value, evaluatedAt, at, argv, execArgv });
    there.release();
  },
});

interface Start {
  readonly begin: number;
  readonly found: Found;
}

async function startOne(ctx: ScenarioContext, startMethod: StartMethod): Promise<Start> {
  const [note, there] = [newNote(16_384), new Semaphore(0)];
  const begin = clock();
  const child = new Process(look, {
    args: [note, there, systemOf(ctx).url],
    startMethod,
    name: 'child',
  }).start();
  await joinProcesses([child], ctx.signal);
  const found = readNote<Found>(note);
  if (found === undefined) throw new Error('The child has written nothing');
  ctx.count('children');
  return { begin, found };
}

const took = ({ begin, found }: Start): number => found.at - begin;

/** Options that a program needs and its children do not have, or have once more. */
const plain = (options: readonly string[]): string =>
  options
    .filter((option) => !/^--(quiet|no-prompt|disable-warning)/.test(option))
    .sort()
    .join(' ');

function judge(ctx: ScenarioContext, { begin, found }: Start, sooner: boolean): Seen {
  const system = systemOf(ctx);
  const expected = ctx.mutant === 'of-another' ? system.ppid : system.pid;
  return {
    fresh: found.setting === 'as the module has it',
    evaluated: found.evaluatedAt > begin && ctx.mutant !== 'loaded-before',
    arguments:
      found.argv.slice(1).join(' ') === system.argv.slice(1).join(' ') &&
      plain(found.execArgv) === plain(system.execArgv),
    parent: found.ppid === expected && found.pid !== system.pid,
    sooner,
    found,
  };
}

/** The shortest starts by either method, taken in turns. */
async function compare(ctx: ScenarioContext, tries: number): Promise<Seen> {
  const [first, second]: readonly [StartMethod, StartMethod] =
    ctx.mutant === 'nobody-stands-by' ? ['standby', 'spawn'] : ['spawn', 'standby'];
  // The first asks for those that are to stand by.
  await startOne(ctx, 'standby');
  let [slow, fast] = [Infinity, Infinity];
  let last: Start | undefined;
  for (let i = 0; i < tries; i++) {
    slow = Math.min(slow, took(await startOne(ctx, first)));
    last = await startOne(ctx, second);
    fast = Math.min(fast, took(last));
  }
  // What was spawned beside it is only to show that it was the sooner: the other variant measures that.
  ctx.measure('start', fast);
  return judge(ctx, last as Start, fast < slow);
}

const never = (match: string, why: string): Outcome => ({ match, expect: 'never', why });
const NEVER: readonly Outcome[] = [
  never('not fresh', 'A change that the parent made before the start is unknown to the child'),
  never('loaded before', 'The child evaluates the module of its task after it was started, for itself'),
  never('other arguments', 'The child has the arguments and the options of its parent'),
  never('of another parent', 'The system calls this process the parent'),
];

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'spawn-and-standby',
  title: 'A fresh runtime, and one that stood by',
  section: 10,
  rows: ['10.3', '10.4'],
  lesson:
    'spawn starts a runtime anew. The child is told what to run by the address of a function, loads that function’s module for itself, and ' +
    'gets its arguments as bytes; what the parent has changed since it began is unknown to it. It is told what the parent was ' +
    'told: options of the runtime, arguments, environment and folder. All this takes as long as starting a runtime takes. Python’s forkserver saves ' +
    'that time by keeping a clean process to fork from. Where nothing can be forked, processes can still be started ahead: standby takes ' +
    'one that has loaded this library and nothing of the program. It is the child of this process like any other, no module of the ' +
    'program was evaluated in it before, and it runs its first line much sooner.',
  refs: [
    {
      title: 'Python: contexts and start methods',
      url: 'https://docs.python.org/3/library/multiprocessing.html#contexts-and-start-methods',
    },
    {
      title: 'Python: the spawn and forkserver start methods',
      url: 'https://docs.python.org/3/library/multiprocessing.html#the-spawn-and-forkserver-start-methods',
    },
  ],
  requires: PROCESSES,
  params: {
    tries: {
      type: 'integer',
      default: 8,
      quick: 3,
      min: 1,
      max: 100,
      about: 'How often each is started; the best counts, because the rest is what the machine did meanwhile',
    },
  },
  variants: {
    spawn: { title: 'A child that is spawned' },
    standby: { title: 'A child that stood by' },
  },
  outcomes: {
    spawn: [
      {
        match: 'fresh',
        expect: 'always',
        why: 'Modules evaluated anew, variables as they are written, arguments and options as the parent has them',
      },
      ...NEVER,
    ],
    standby: [
      {
        match: 'fresh',
        expect: 'always',
        why: 'It differs from a spawned one in nothing but the time that it takes to its first line',
      },
      ...NEVER,
      never('no sooner', 'The runtime had been started before anybody asked'),
    ],
  },
  nonVacuous: { spawn: ['children'], standby: ['children'] },
  mutants: [
    {
      id: 'loaded-before',
      variant: 'spawn',
      status: 'forbidden',
      why: 'Takes the module for one that was there before the start',
    },
    {
      id: 'of-another',
      variant: 'standby',
      status: 'forbidden',
      why: 'Looks for the child of another process',
    },
    {
      id: 'nobody-stands-by',
      variant: 'standby',
      status: 'forbidden',
      why: 'Takes spawned processes for those that stood by',
    },
  ],
  measures: [
    { id: 'start', title: 'Time to the first line of the child’s code', unit: 'ms', better: 'lower' },
  ],
  limit: 120_000,
  engine: 'timing',
  async run(ctx, { tries }): Promise<Seen> {
    setting.value = 'changed in the parent';
    if (ctx.variant === 'standby') return compare(ctx, tries);
    let start = await startOne(ctx, 'spawn');
    let best = took(start);
    for (let i = 1; i < tries; i++) {
      start = await startOne(ctx, 'spawn');
      best = Math.min(best, took(start));
    }
    ctx.measure('start', best);
    return judge(ctx, start, true);
  },
  project({ fresh, evaluated, arguments: same, parent, sooner }): string {
    if (!fresh) return 'not fresh';
    if (!evaluated) return 'loaded before';
    if (!same) return 'other arguments';
    if (!parent) return 'of another parent';
    return sooner ? 'fresh' : 'no sooner';
  },
});

export default scenario;
