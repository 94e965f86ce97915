/**
 * Row 11.5: what many processes do is debugged by what they say, so each line has to be whole and say who.
 *
 * @module
 */

import { Barrier, Event, getLogger, Process } from '../../multiprocessing/index.ts';
import { defineScenario, systemAt, type Outcome, type Scenario } from '../../scenario/index.ts';
import { defineTasks, type Task } from '../../task/index.ts';
import { Thread } from '../../threading/index.ts';
import { PROCESSES } from '../support/processes.ts';
import { systemOf } from '../support/system.ts';

/** How a line gets out: by the logger, in two pieces, by one call without saying who, or when told to be loud. */
type Manner = 'logger' | 'pieces' | 'one-piece' | 'nameless' | 'level-before' | 'level-after';

type Seen = {
  readonly code: number | null;
  readonly wanted: number;
  /** Lines that are whole and say who, that are whole and do not, and the others. */
  readonly named: number;
  readonly nameless: number;
  readonly torn: number;
  /** Different processes and threads that the lines name. */
  readonly writers: number;
};

const THREADS = 2;
const TEXT = 'the quick brown fox';
const NAMED = /^\S+ \[INFO\/Process-\d+\/(Thread-\d+ \(writeLines\))\] (\d+) \S+: the quick brown fox \d+$/;

interface Job {
  readonly url: string;
  readonly manner: Manner;
  readonly lines: number;
  /** All writers are in the middle of a line, or between two, at once. */
  readonly meet: Barrier;
}

const tasks = defineTasks(import.meta.url, {
  async writeLines({ url, manner, lines, meet }: Job): Promise<void> {
    const { write } = await systemAt(url);
    const log = getLogger();
    for (let line = 1; line <= lines; line++) {
      meet.waitSync();
      if (manner === 'logger') log.info(TEXT, line);
      else if (manner === 'pieces') {
        write(TEXT);
        meet.waitSync();
        write(` ${line}\n`);
      } else write(`${TEXT} ${line}\n`);
    }
  },
  async work(job: Job): Promise<void> {
    const threads = Array.from({ length: THREADS }, () =>
      new Thread(tasks.writeLines, { args: [job] }).start(),
    );
    for (const thread of threads) await thread.join();
  },
  async speak(go: Event): Promise<void> {
    await go.wait();
    getLogger().info('heard');
  },
  /** A whole program, because its standard error is looked at. */
  async program(url: string, manner: Manner, processes: number, lines: number): Promise<void> {
    const log = getLogger();
    if (manner === 'level-before' || manner === 'level-after') {
      const go = new Event();
      if (manner === 'level-before') log.level = 'info';
      const child = new Process(tasks.speak, { args: [go] }).start();
      log.level = 'info';
      go.set();
      await child.join();
      return;
    }
    log.level = 'info';
    const job: Job = { url, manner, lines, meet: new Barrier(processes * THREADS) };
    const all = Array.from({ length: processes }, () => new Process(tasks.work, { args: [job] }).start());
    for (const process of all) await process.join();
  },
});

/** Exported, because another program calls it by its name. */
export const program: Task<
  [url: string, manner: Manner, processes: number, lines: number],
  Promise<void>
> = tasks.program;

const MANNERS: Readonly<Record<string, Manner>> = {
  logger: 'logger',
  pieces: 'pieces',
  level: 'level-before',
};
const MUTANTS: Readonly<Record<string, Manner>> = {
  'in-pieces': 'pieces',
  nameless: 'nameless',
  'in-one': 'one-piece',
  'told-too-late': 'level-after',
};

const never = (match: string | RegExp, why: string): Outcome => ({ match, expect: 'never', why });
const TORN = never('torn', 'A line is written by one call, which nobody comes into the middle of');
const LOST = never('lost', 'What was logged is there when the call has returned');
const NAMELESS = never('nameless', 'Each line says which process and which thread has written it');
const FAILED = never(/failed with .*/, 'Nothing went wrong in it');

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'log-lines',
  title: 'Log lines of many processes and threads',
  section: 11,
  rows: ['11.5'],
  lesson:
    'Nobody can hold several processes and all their threads still at once to look at them, so what they write while they run is the ' +
    'first tool of whoever looks for a mistake. It is good for that only if each line says when it was written, how much it matters, and by ' +
    'which process and thread, and if no line has another one in its middle. A line that is put together by several calls is torn as soon as ' +
    'somebody else writes at that moment; by one call it is whole. The level from which on lines are written is passed to a child when it is ' +
    'started, as everything that a child inherits: to change it later changes nothing there.',
  refs: [
    {
      title: 'Python: multiprocessing.get_logger',
      url: 'https://docs.python.org/3/library/multiprocessing.html#logging',
    },
    {
      title: 'POSIX: write, PIPE_BUF',
      url: 'https://pubs.opengroup.org/onlinepubs/9799919799/functions/write.html',
    },
  ],
  requires: PROCESSES,
  params: {
    processes: {
      type: 'integer',
      default: 4,
      min: 2,
      max: 20,
      about: 'Processes, of two threads that write each',
    },
    lines: { type: 'integer', default: 50, quick: 10, min: 2, max: 1000, about: 'Lines of each thread' },
  },
  variants: {
    logger: { title: 'Lines by the logger' },
    pieces: { title: 'Lines in two pieces' },
    level: { title: 'A level that a child begins with' },
  },
  outcomes: {
    logger: [
      {
        match: 'whole',
        expect: 'always',
        why: 'Every line is there, nobody is in the middle of another, and it says who has written it',
      },
      TORN,
      LOST,
      NAMELESS,
      FAILED,
    ],
    pieces: [
      { match: 'torn', expect: 'mustSee', why: 'Others have written between the pieces' },
      { match: 'nameless', expect: 'may', why: 'Luck, which proves nothing' },
      FAILED,
    ],
    level: [
      { match: 'heard', expect: 'always', why: 'The child has the level that its parent had at the start' },
      never('unheard', 'The level is passed on'),
      FAILED,
    ],
  },
  nonVacuous: { logger: ['programs', 'writers'], pieces: ['programs'], level: ['programs'] },
  mutants: [
    { id: 'in-pieces', variant: 'logger', status: 'forbidden', why: 'Writes each line in two pieces' },
    { id: 'nameless', variant: 'logger', status: 'forbidden', why: 'Writes whole lines that do not say who' },
    { id: 'in-one', variant: 'pieces', status: 'notObserved', why: 'Writes each line by one call after all' },
    {
      id: 'told-too-late',
      variant: 'level',
      status: 'forbidden',
      why: 'The level is set when the child has been started',
    },
  ],
  measures: [{ id: 'wall', title: 'From the start of the program to its end', unit: 'ms', better: 'lower' }],
  limit: 120_000,
  engine: 'run',
  async run(ctx, { processes, lines }): Promise<Seen> {
    const system = systemOf(ctx);
    const manner = MUTANTS[ctx.mutant ?? ''] ?? MANNERS[ctx.variant] ?? 'logger';
    const begin = ctx.now();
    const { code, output, errors } = await system.start(program, {
      args: [system.url, manner, processes, lines],
    }).ended;
    ctx.measure('wall', ctx.now() - begin);
    ctx.count('programs');
    const all = [...output, ...errors.split('\n')].filter((line) => line !== '');
    const heard = all.filter((line) => line.endsWith(': heard')).length;
    if (ctx.variant === 'level') return { code, wanted: 1, named: heard, nameless: 0, torn: 0, writers: 0 };
    const named = all.map((line) => NAMED.exec(line)).filter((parts) => parts !== null);
    const nameless = all.filter((line) => /^the quick brown fox \d+$/.test(line)).length;
    const writers = new Set(named.map(([, thread, pid]) => `${pid} ${thread}`)).size;
    ctx.count('writers', writers);
    return {
      code,
      wanted: processes * THREADS * lines,
      named: named.length,
      nameless,
      torn: all.length - named.length - nameless,
      writers,
    };
  },
  project({ code, wanted, named, nameless, torn }): string {
    if (code !== 0) return `failed with ${code}`;
    if (wanted === 1) return named === 1 ? 'heard' : 'unheard';
    if (torn > 0) return 'torn';
    if (named + nameless < wanted) return 'lost';
    return nameless > 0 ? 'nameless' : 'whole';
  },
});

export default scenario;
