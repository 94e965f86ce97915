/**
 * Row 9.1: a manager is a process of its own.
 *
 * @module
 */

import { currentProcess, Manager } from '../../multiprocessing/index.ts';
import { defineScenario, type Outcome, type Scenario, type System } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { PROCESSES } from '../support/processes.ts';
import { systemOf } from '../support/system.ts';

type Seen = {
  readonly own: number;
  /** As the manager says it, and as what runs in it does. */
  readonly manager: number;
  readonly inside: number;
  /** Its parent, as the system says it. */
  readonly parent: number | null;
  /** Whether it is there when it has been shut down. */
  readonly left: boolean;
};

class Guide {
  where(): number {
    return currentProcess().pid ?? 0;
  }
}

const { guide } = defineTasks(import.meta.url, { guide: (): Guide => new Guide() });

/** Of a process that runs; null where there is none of that number. */
function parentOf({ readText }: System, pid: number): number | null {
  const stat = readText(`/proc/${pid}/stat`);
  if (stat === null) return null;
  const [state = 'X', parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return /[ZX]/.test(state) ? null : Number(parent);
}

const never = (match: string, why: string): Outcome => ({ match, expect: 'never', why });

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'manager-process',
  title: 'A manager is a process',
  section: 9,
  rows: ['9.1'],
  lesson:
    'A manager is one more process, a child like any other, with a number that the system’s own table shows. It does nothing by itself: it ' +
    'owns objects, and what is done to them is done there, wherever it was asked for. So there is one of each object and no second copy that ' +
    'could differ, and every access is a message to another process and an answer. It ends when it is shut down, with its scope, or with ' +
    'the program; what it owned is gone with it.',
  refs: [
    {
      title: 'Python: multiprocessing.Manager',
      url: 'https://docs.python.org/3/library/multiprocessing.html#managers',
    },
    { title: 'Linux: /proc/pid/stat', url: 'https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html' },
  ],
  requires: [...PROCESSES, 'proc'],
  params: {},
  variants: { manager: { title: 'A manager, and where its objects are' } },
  outcomes: {
    manager: [
      {
        match: 'a child that owns them',
        expect: 'always',
        why: 'It has a number of its own, this process is its parent, and a method of an object runs in it',
      },
      never('this process', 'An object of a manager is not in the process that uses it'),
      never('somebody else’s child', 'Who starts a manager is its parent'),
      never('still there', 'A manager that was shut down has ended'),
    ],
  },
  nonVacuous: { manager: ['managers'] },
  mutants: [
    {
      id: 'done-here',
      variant: 'manager',
      status: 'forbidden',
      why: 'The object is made here and not in the manager',
    },
    { id: 'not-ended', variant: 'manager', status: 'forbidden', why: 'Nobody shuts it down' },
  ],
  measures: [
    { id: 'start', title: 'Until the manager is up', unit: 'ms', better: 'lower' },
    { id: 'call', title: 'A method of one of its objects', unit: 'ms', better: 'lower' },
  ],
  engine: 'run',
  async run(ctx): Promise<Seen> {
    const system = systemOf(ctx);
    const begin = ctx.now();
    await using manager = await Manager();
    ctx.measure('start', ctx.now() - begin);
    ctx.count('managers');
    manager.register('Guide', guide);
    const there = await manager.create<{ where(): Promise<number> }>('Guide');
    const inside = ctx.mutant === 'done-here' ? guide().where() : await there.where();
    const called = ctx.now();
    await there.where();
    ctx.measure('call', ctx.now() - called);
    const parent = parentOf(system, manager.pid);
    if (ctx.mutant !== 'not-ended') await manager.shutdown();
    const left = parentOf(system, manager.pid) !== null;
    return { own: system.pid, manager: manager.pid, inside, parent, left };
  },
  project({ own, manager, inside, parent, left }): string {
    if (manager === own || inside !== manager) return 'this process';
    if (parent !== own) return 'somebody else’s child';
    return left ? 'still there' : 'a child that owns them';
  },
});

export default scenario;
