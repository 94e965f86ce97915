/**
 * Rows 1.1, 1.6 and 1.7: processes, as the library, the system and they themselves name them.
 *
 * @module
 */

import { Exit } from '../../errors.ts';
import {
  activeChildren,
  currentProcess,
  Event,
  parentProcess,
  Process,
  Semaphore,
} from '../../multiprocessing/index.ts';
import {
  defineScenario,
  type Outcome,
  type Scenario,
  type ScenarioContext,
  systemAt,
} from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { currentThread, Thread } from '../../threading/index.ts';
import { newNote, type Note, readNote, writeNote } from '../support/note.ts';
import { joinProcesses, PROCESSES, untilOrFailed } from '../support/processes.ts';
import { joinAll } from '../support/start-line.ts';
import { systemOf } from '../support/system.ts';

/** A variable of this module, of which every process that loads it has its own. */
const box = { value: 'as the module has it' };

/** What a process knows of itself. */
type Self = {
  readonly name: string;
  readonly thread: string;
  readonly pid: number;
  readonly ppid: number;
  readonly parent: string | null;
  readonly parentPid: number | null;
  readonly box: string;
};

type Seen = {
  readonly key: string;
  readonly more: Readonly<Record<string, string | number | boolean | null>>;
};

/** What a child is given to be looked at: it comes in, and goes when it is told to. */
interface Visit {
  readonly note: Note;
  readonly there: Semaphore;
  readonly go: Event;
  readonly url: string;
}

async function lookAtMyself(url: string): Promise<Self> {
  const { pid, ppid } = await systemAt(url);
  const parent = parentProcess();
  return {
    name: currentProcess().name,
    thread: currentThread().name,
    pid,
    ppid,
    parent: parent?.name ?? null,
    parentPid: parent?.pid ?? null,
    box: box.value,
  };
}

const tasks = defineTasks(import.meta.url, {
  async introduce({ note, there, go, url }: Visit): Promise<void> {
    writeNote(note, await lookAtMyself(url));
    box.value = 'changed in the child';
    there.release();
    await go.wait();
  },
  async introduceWithChild(visit: Visit, grandchild: Visit): Promise<void> {
    writeNote(visit.note, await lookAtMyself(visit.url));
    const child = new Process(tasks.introduce, { args: [grandchild], name: 'grandchild' }).start();
    await joinProcesses([child], new AbortController().signal);
    visit.there.release();
    await visit.go.wait();
  },
  async leave(there: Semaphore, go: Event, code: number): Promise<void> {
    there.release();
    await go.wait();
    throw new Exit(code);
  },
});

function newVisit(ctx: ScenarioContext): Visit {
  return { note: newNote(), there: new Semaphore(0), go: new Event(), url: systemOf(ctx).url };
}

/** The parent of a process as the system has it in its table: the second field after the name. */
function parentInTable(ctx: ScenarioContext, pid: number): number | null {
  const line = systemOf(ctx).readText(`/proc/${pid}/stat`);
  return line === null ? null : Number(line.slice(line.lastIndexOf(')') + 2).split(' ')[1]);
}

async function changeVariables(ctx: ScenarioContext): Promise<Seen> {
  const visit = newVisit(ctx);
  const { signal } = ctx;
  box.value = 'changed in the parent';
  let ended: Promise<void>;
  if (ctx.mutant === 'a-thread')
    ended = joinAll([new Thread(tasks.introduce, { args: [visit] }).start()], signal);
  else {
    const child = new Process(tasks.introduce, { args: [visit], name: 'child' }).start();
    ended = joinProcesses([child], signal);
  }
  await Promise.race([visit.there.acquire({ signal }), ended]);
  const self = readNote<Self>(visit.note);
  const here = systemOf(ctx).pid;
  const listed = self === undefined ? null : parentInTable(ctx, self.pid);
  visit.go.set();
  await ended;
  ctx.count('children', self === undefined ? 0 : 1);
  const apart = self?.box === 'as the module has it' && box.value === 'changed in the parent';
  const key =
    self?.pid === here
      ? 'the same process'
      : listed !== null && listed !== here
        ? 'another parent'
        : apart
          ? 'a process of its own'
          : 'variables in common';
  return { key, more: { here, child: self?.pid ?? null, listed, box: self?.box ?? null } };
}

async function watchChildren(ctx: ScenarioContext): Promise<Seen> {
  const [there, go] = [new Semaphore(0), new Event()];
  const { signal } = ctx;
  const start = (name: string, code: number): Process<[Semaphore, Event, number]> =>
    new Process(tasks.leave, { args: [there, go, code], name }).start();
  const [first, second, third] = [start('first', 0), start('second', 3), start('third', 0)];
  const children = [first, second, third];
  const stayed = Promise.race(children.map((child) => child.sentinel));
  await Promise.race([Promise.all(children.map(() => there.acquire({ signal }))), stayed]);
  const names = (): string[] => activeChildren().map(({ name }) => name);
  const during = children.every((child) => names().includes(child.name) && child.isAlive);
  const before = children.map((child) => child.exitCode);
  const here = systemOf(ctx).pid;
  const parents = children.map(({ pid = 0 }) => parentInTable(ctx, pid) ?? here);
  if (ctx.mutant === 'told-too-early') third.terminate();
  else third.kill();
  await third.join({ signal });
  go.set();
  await Promise.all([first.join({ signal }), second.join({ signal })]);
  const after = children.some((child) => names().includes(child.name) || child.isAlive);
  const ends = children.map((child) => child.exitCode).join(', ');
  ctx.count('children', children.length);
  const known = during && !after && before.every((code) => code === null);
  const family = parents.every((pid) => pid === here);
  const key = known && family ? `ended with ${ends}` : 'unknown to its parent';
  return { key, more: { during, after, ends, parents: parents.join(', ') } };
}

async function askThem(ctx: ScenarioContext): Promise<Seen> {
  const [one, two] = [newVisit(ctx), newVisit(ctx)];
  two.go.set();
  const child = new Process(tasks.introduceWithChild, { args: [one, two], name: 'child' }).start();
  const came = one.there.acquire({ signal: ctx.signal });
  await untilOrFailed(came, [child], ctx.signal);
  const [self, below] = [readNote<Self>(one.note), readNote<Self>(two.note)];
  one.go.set();
  await joinProcesses([child], ctx.signal);
  const here = await lookAtMyself(systemOf(ctx).url);
  ctx.count('children', [self, below].filter((each) => each !== undefined).length);
  const starter = ctx.mutant === 'skips-a-generation' ? here : self;
  const descends = (young: Self | undefined, old: Self | undefined): boolean =>
    young !== undefined &&
    young.parentPid === old?.pid &&
    young.ppid === old?.pid &&
    young.parent === old?.name &&
    young.pid !== old?.pid;
  const main = here.parent === null && here.name === 'MainProcess';
  const threads = [here, self, below].every((each) => each?.thread === 'MainThread');
  const line = self?.pid === child.pid && descends(self, here) && descends(below, starter);
  const key = main && threads && line ? 'each knows who started it' : 'of another family';
  const pids = { main: here.pid, child: self?.pid ?? null, grandchild: below?.pid ?? null };
  return { key, more: { ...pids, name: self?.name ?? null, below: below?.parent ?? null } };
}

const never = (match: string | RegExp, why: string): Outcome => ({ match, expect: 'never', why });

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'processes',
  title: 'A process, its parent and its children',
  section: 1,
  rows: ['1.1', '1.6', '1.7'],
  lesson:
    'A process is a program that runs: the system gives it a number, memory that no other process sees, and at least one thread. ' +
    'A variable that a program changes is as it was in every process that it has started or will start, because each loads its modules ' +
    'for itself. Multi-processing is a program of several of them. The one that starts another is its parent: it knows the number and the ' +
    'name of its children, which of them are alive, and, afterwards, how each ended: 0 for an end as planned, another number that the ' +
    'child chose, or minus the signal that killed it. A child knows its parent in turn. What the library says of all that is ' +
    'held here against the table of the system.',
  refs: [
    {
      title: 'Python: the Process class',
      url: 'https://docs.python.org/3/library/multiprocessing.html#multiprocessing.Process',
    },
    {
      title: 'Python: parent_process',
      url: 'https://docs.python.org/3/library/multiprocessing.html#multiprocessing.parent_process',
    },
    { title: 'Linux: proc_pid_stat(5)', url: 'https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html' },
  ],
  requires: PROCESSES,
  params: {},
  variants: {
    'own-memory': { title: 'A variable that parent and child change' },
    'parent-and-children': { title: 'Three children, and how they end' },
    'who-am-i': { title: 'A child and a grandchild say who they are' },
  },
  outcomes: {
    'own-memory': [
      {
        match: 'a process of its own',
        expect: 'always',
        why: 'Another number, this process as its parent, and variables that neither side changes for the other',
      },
      never('the same process', 'A child is another process than its parent'),
      never('another parent', 'The system calls that process the parent which started it'),
      never('variables in common', 'No process sees the variables of another'),
    ],
    'parent-and-children': [
      {
        match: 'ended with 0, 3, -9',
        expect: 'always',
        why: 'One came to its end, one chose a number, one was killed by signal 9; while they lived all were listed',
      },
      never(/ended with (?!0, 3, -9$).*/, 'The exit code says how a process ended'),
      never('unknown to its parent', 'A child is listed from its start to its end, and no longer'),
    ],
    'who-am-i': [
      {
        match: 'each knows who started it',
        expect: 'always',
        why: 'The name and the number of its parent, which the system confirms; nobody has started the first',
      },
      never('of another family', 'The parent is the process that called start'),
    ],
  },
  nonVacuous: { 'own-memory': ['children'], 'parent-and-children': ['children'], 'who-am-i': ['children'] },
  mutants: [
    {
      id: 'a-thread',
      variant: 'own-memory',
      status: 'forbidden',
      why: 'Starts a thread in place of a process',
    },
    {
      id: 'told-too-early',
      variant: 'parent-and-children',
      status: 'forbidden',
      why: 'Terminates the child that was to be killed',
    },
    {
      id: 'skips-a-generation',
      variant: 'who-am-i',
      status: 'forbidden',
      why: 'Takes the grandparent for the parent',
    },
  ],
  measures: [],
  engine: 'run',
  run(ctx): Promise<Seen> {
    if (ctx.variant === 'own-memory') return changeVariables(ctx);
    return ctx.variant === 'who-am-i' ? askThem(ctx) : watchChildren(ctx);
  },
  project: (seen) => seen.key,
});

export default scenario;
