/**
 * Row 8.6: a file that several processes write.
 *
 * @module
 */

import { Lock } from '../../multiprocessing/index.ts';
import { defineScenario, type Outcome, type Scenario, type System, systemAt } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import {
  behind,
  type Counts,
  countsOf,
  countThem,
  cross,
  type Crossing,
  crossInProcesses,
  newCrossing,
  stayOpen,
} from '../support/crossing.ts';
import { PROCESSES } from '../support/processes.ts';
import { systemOf } from '../support/system.ts';

/** How a line gets into the file: by one call, in two pieces, or by writing the whole file anew. */
type Manner = 'append' | 'pieces' | 'rewrite';

type Seen = Counts & {
  readonly manner: Manner;
  readonly wanted: number;
  readonly good: number;
  readonly torn: number;
};

interface Job {
  readonly crossing: Crossing;
  readonly lock: Lock | undefined;
  readonly path: string;
  readonly url: string;
  readonly manner: Manner;
}

/** Longer than what any buffer on the way takes at once by chance. */
const PADDING = '.'.repeat(200);
const lineOf = (self: number, time: number): string => `process ${self}, line ${time} ${PADDING}\n`;
const WHOLE = /^process \d+, line \d+ \.{200}$/;

function writeLine({ storage, readText }: System, { crossing, path, manner }: Job, line: string): void {
  if (manner === 'append') {
    stayOpen(crossing);
    storage.append(path, line);
  } else if (manner === 'pieces') {
    storage.append(path, line.slice(0, 100));
    stayOpen(crossing);
    storage.append(path, line.slice(100));
  } else {
    const text = readText(path) ?? '';
    stayOpen(crossing);
    storage.write(path, text + line);
  }
}

const { log } = defineTasks(import.meta.url, {
  async log(job: Job, self: number): Promise<void> {
    const system = await systemAt(job.url);
    cross(job.crossing, (time) =>
      behind(job.lock, job.crossing, () => writeLine(system, job, lineOf(self, time))),
    );
  },
});

const MANNERS: Readonly<Record<string, Manner>> = {
  append: 'append',
  pieces: 'pieces',
  rewrite: 'rewrite',
  'locked-rewrite': 'rewrite',
};

const never = (match: string, why: string): Outcome => ({ match, expect: 'never', why });
const LOST = never('lost', 'A line that was written is in the file');
const TORN = never('torn', 'No line has another one in its middle');
const LUCK: Outcome = { match: 'complete', expect: 'may', why: 'Luck, which proves nothing' };

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'log-file',
  title: 'A file that several processes write',
  section: 8,
  rows: ['8.6'],
  lesson:
    'Processes can meet outside of memory, in a file for instance, and then the file is what they race for. Who opens it for appending and ' +
    'writes a whole line by one call has the system find the end and write there in one step, so that a log of many processes needs no lock. ' +
    'A line in two pieces can have another line in its middle. Who reads a file, changes the text and writes it back does what a ' +
    'counter does that is read, added to and written: lines are lost, and what is cut off is lost too. A lock of multiprocessing makes it one step for ' +
    'the processes of one program; for programs that do not know each other the file needs a lock that is a file itself.',
  refs: [
    {
      title: 'POSIX: open, O_APPEND',
      url: 'https://pubs.opengroup.org/onlinepubs/9799919799/functions/open.html',
    },
    { title: 'Linux: write(2)', url: 'https://man7.org/linux/man-pages/man2/write.2.html' },
    {
      title: 'Python: logging to a single file from multiple processes',
      url: 'https://docs.python.org/3/howto/logging-cookbook.html#logging-to-a-single-file-from-multiple-processes',
    },
  ],
  requires: PROCESSES,
  params: {
    processes: { type: 'integer', default: 4, quick: 3, min: 2, max: 20, about: 'Processes that write' },
    lines: { type: 'integer', default: 50, quick: 10, min: 2, max: 10_000, about: 'Lines of each' },
    patience: {
      type: 'number',
      default: 1000,
      min: 1,
      max: 10_000,
      unit: 'ms',
      about: 'How long a write without a lock waits for another',
    },
    hold: {
      type: 'number',
      default: 1,
      min: 0.01,
      max: 1000,
      unit: 'ms',
      about: 'How long a write behind a lock takes its time',
    },
  },
  variants: {
    append: { title: 'Each line appended by one call' },
    pieces: { title: 'Each line appended in two pieces' },
    rewrite: { title: 'The file read, and written with a line more' },
    'locked-rewrite': { title: 'The same behind a lock' },
  },
  outcomes: {
    append: [
      {
        match: 'complete',
        expect: 'always',
        why: 'To find the end and to write there is one step of the system',
      },
      LOST,
      TORN,
    ],
    pieces: [
      { match: 'torn', expect: 'mustSee', why: 'Another process has written between the pieces' },
      LUCK,
      LOST,
    ],
    rewrite: [
      { match: 'lost', expect: 'mustSee', why: 'What was written since the file was read is written over' },
      LUCK,
      {
        match: 'torn',
        expect: 'may',
        why: 'Two that write the same file at once can leave any mixture of both',
      },
    ],
    'locked-rewrite': [
      {
        match: 'complete',
        expect: 'always',
        why: 'Nobody reads the file while another one is about to write it',
      },
      LOST,
      TORN,
    ],
  },
  nonVacuous: {
    append: ['interrupted'],
    pieces: ['interrupted'],
    rewrite: ['interrupted'],
    'locked-rewrite': ['contended'],
  },
  mutants: [
    { id: 'in-pieces', variant: 'append', status: 'forbidden', why: 'Writes each line in two pieces' },
    {
      id: 'in-one',
      variant: 'pieces',
      status: 'notObserved',
      why: 'Writes each line by one call after all',
    },
    {
      id: 'behind-a-lock',
      variant: 'rewrite',
      status: 'notObserved',
      why: 'Takes a lock after all, so that no line is ever lost',
    },
    { id: 'no-lock', variant: 'locked-rewrite', status: 'forbidden', why: 'Nobody takes the lock' },
  ],
  measures: [{ id: 'wall', title: 'Time of all lines', unit: 'ms', better: 'lower' }],
  limit: 120_000,
  engine: 'run',
  async run(ctx, { processes, lines, patience, hold }): Promise<Seen> {
    const { mutant, variant } = ctx;
    const { storage, url, readText } = systemOf(ctx);
    const manner = mutant === 'in-pieces' ? 'pieces' : mutant === 'in-one' ? 'append' : MANNERS[variant];
    const locked = mutant === 'behind-a-lock' || (variant === 'locked-rewrite' && mutant === undefined);
    const crossing = newCrossing({ parties: processes, times: lines, patience: locked ? hold : patience });
    const lock = locked ? new Lock({ name: 'file' }) : undefined;
    const folder = storage.makeFolder();
    try {
      const path = `${folder}/log.txt`;
      const job: Job = { crossing, lock, path, url, manner: manner ?? 'append' };
      const begin = ctx.now();
      const all = Array.from({ length: processes }, (_, index): [Job, number] => [job, index + 1]);
      await crossInProcesses(ctx.signal, log, all);
      ctx.measure('wall', ctx.now() - begin);
      const written = (readText(path) ?? '').split('\n').filter((line) => line !== '');
      const good = written.filter((line) => WHOLE.test(line));
      countThem(ctx, countsOf(crossing));
      const wanted = processes * lines;
      const torn = written.length - good.length;
      return { ...countsOf(crossing), manner: job.manner, wanted, good: new Set(good).size, torn };
    } finally {
      storage.remove(folder);
    }
  },
  project({ manner, wanted, good, torn }): string {
    // A mixture of two that write the whole file at once does not hide that lines are gone.
    if (good < wanted && (torn === 0 || manner === 'rewrite')) return 'lost';
    return torn > 0 ? 'torn' : 'complete';
  },
});

export default scenario;
