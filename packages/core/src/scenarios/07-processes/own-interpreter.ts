/**
 * Row 7.3: what each process has for itself, and what that costs.
 *
 * @module
 */

import { Event, Process, Semaphore } from '../../multiprocessing/index.ts';
import {
  defineScenario,
  type Outcome,
  type Scenario,
  type ScenarioContext,
  systemAt,
} from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Thread } from '../../threading/index.ts';
import { clock } from '../support/clock.ts';
import { newNote, type Note, readNote, writeNote } from '../support/note.ts';
import { joinProcesses, PROCESSES } from '../support/processes.ts';
import { joinAll } from '../support/start-line.ts';
import { systemWithProc } from '../support/system.ts';

/** What the first line of the child's code finds. */
type Arrival = { readonly pid: number; readonly at: number; readonly memory: number };

type Seen = {
  readonly children: number;
  /** Different numbers, and how many of them the system gives an interpreter, a stack and a heap that are not ours. */
  readonly processes: number;
  readonly interpreters: number;
  readonly stacks: number;
  readonly private: number;
};

interface Visit {
  readonly note: Note;
  readonly there: Semaphore;
  readonly go: Event;
  readonly url: string;
}

const { arrive } = defineTasks(import.meta.url, {
  async arrive({ note, there, go, url }: Visit): Promise<void> {
    const at = clock();
    const { pid, memory } = await systemAt(url);
    writeNote(note, { pid, at, memory: memory() });
    there.release();
    await go.wait();
  },
});

/** Where the stack of a process's first thread lies; the system draws that place for each process. */
function stackOf(maps: string): string | undefined {
  return /^(\S+) .*\[stack\]$/m.exec(maps)?.[1];
}

/** Bytes in RAM that no other process has. */
function privateOf(rollup: string): number {
  const kilobytes = [...rollup.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB$/gm)].map(([, kb]) =>
    Number(kb),
  );
  return kilobytes.reduce((sum, kb) => sum + kb, 0) * 1024;
}

/** Less than any interpreter takes. */
const SMALLEST = 1 << 20;

async function visit(ctx: ScenarioContext, count: number): Promise<Seen> {
  const system = systemWithProc(ctx);
  const [there, go] = [new Semaphore(0), new Event()];
  const { signal } = ctx;
  const notes: Note[] = [];
  const ends: Promise<void>[] = [];
  const arrivals: Arrival[] = [];
  try {
    for (let index = 0; index < count; index++) {
      const note = newNote();
      const args: [Visit] = [{ note, there, go, url: system.url }];
      const begin = clock();
      const ended =
        ctx.mutant === 'threads'
          ? joinAll([new Thread(arrive, { args }).start()], signal)
          : joinProcesses([new Process(arrive, { args, name: `child-${index + 1}` }).start()], signal);
      ends.push(ended);
      // One after the other, so that each start is measured by itself.
      await Promise.race([there.acquire({ signal }), ended]);
      notes.push(note);
      const arrival = readNote<Arrival>(note);
      if (arrival === undefined) continue;
      arrivals.push(arrival);
      ctx.measure('start', arrival.at - begin);
      ctx.measure('memory', arrival.memory);
    }
    return look(ctx, arrivals);
  } finally {
    go.set();
    await Promise.all(ends);
  }
}

function look(ctx: ScenarioContext, arrivals: readonly Arrival[]): Seen {
  const system = systemWithProc(ctx);
  const read = (pid: number | string, file: string): string => system.readText(`/proc/${pid}/${file}`) ?? '';
  const own = stackOf(read('self', 'maps'));
  const rollups = arrivals.map(({ pid }) => privateOf(read(pid, 'smaps_rollup')));
  const stacks = new Set(arrivals.map(({ pid }) => stackOf(read(pid, 'maps'))));
  stacks.delete(own);
  stacks.delete(undefined);
  for (const bytes of rollups) ctx.measure('private', bytes);
  ctx.count('children', arrivals.length);
  return {
    children: arrivals.length,
    processes: new Set(arrivals.map(({ pid }) => pid).filter((pid) => pid !== system.pid)).size,
    interpreters: arrivals.filter(
      ({ pid }) => pid !== system.pid && system.list(`/proc/${pid}/task`) !== null,
    ).length,
    stacks: stacks.size,
    private: Math.min(...rollups),
  };
}

const never = (match: string, why: string): Outcome => ({ match, expect: 'never', why });

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'own-interpreter',
  title: 'Every process has an interpreter, a stack and a heap of its own',
  section: 7,
  rows: ['7.3'],
  lesson:
    'A process shares nothing by itself. Each child has an interpreter of its own, and therefore no lock of an interpreter in common; a ' +
    'stack of its own, at an address that the system draws for it; a heap of its own, which no other process can reach. That is what ' +
    'makes processes independent, and what they cost: the time until the first line of their code and the memory that ' +
    'nobody shares with them are printed for each child. Code that all of them map, as that of the runtime itself, is in memory once, which ' +
    'is why the memory that a process seems to have is more than it takes.',
  refs: [
    { title: 'Python: multiprocessing', url: 'https://docs.python.org/3/library/multiprocessing.html' },
    { title: 'Linux: proc_pid_maps(5)', url: 'https://man7.org/linux/man-pages/man5/proc_pid_maps.5.html' },
    { title: 'Linux: proc_pid_smaps(5)', url: 'https://man7.org/linux/man-pages/man5/proc_pid_smaps.5.html' },
  ],
  requires: [...PROCESSES, 'proc'],
  params: {
    children: {
      type: 'integer',
      default: 8,
      quick: 3,
      min: 2,
      max: 50,
      about: 'Children that are looked at',
    },
  },
  variants: { children: { title: 'Children, looked at while they live' } },
  outcomes: {
    children: [
      {
        match: 'each has its own',
        expect: 'always',
        why: 'The system lists each with a number, a stack and memory that nobody else has',
      },
      never('fewer processes than children', 'A child is a process, and no other child is the same one'),
      never('a stack in common', 'No two processes have their stack at the same place'),
      never('no memory of its own', 'An interpreter does not fit into a mebibyte'),
    ],
  },
  nonVacuous: { children: ['children'] },
  mutants: [
    {
      id: 'threads',
      variant: 'children',
      status: 'forbidden',
      why: 'Starts threads, which have a stack and a heap but no process to themselves',
    },
  ],
  measures: [
    { id: 'start', title: 'Time to the first line of a child’s code', unit: 'ms', better: 'lower' },
    { id: 'memory', title: 'Memory of a child in RAM', unit: 'bytes', better: 'lower' },
    { id: 'private', title: 'Memory of a child that nobody shares', unit: 'bytes', better: 'lower' },
  ],
  limit: 120_000,
  engine: 'timing',
  run: (ctx, { children }): Promise<Seen> => visit(ctx, children),
  project({ children, processes, interpreters, stacks, private: bytes }): string {
    if (processes < children || interpreters < children) return 'fewer processes than children';
    if (stacks < children) return 'a stack in common';
    return bytes < SMALLEST ? 'no memory of its own' : 'each has its own';
  },
});

export default scenario;
