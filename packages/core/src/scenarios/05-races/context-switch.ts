/**
 * Row 5.4: what the kernel counts when it takes the CPU from a thread.
 *
 * @module
 */

import {
  defineScenario,
  systemAt,
  type Outcome,
  type Scenario,
  type ScenarioContext,
} from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Event, Thread } from '../../threading/index.ts';
import { atomicAdd, atomicLoad } from '../../memory/atomic-view.ts';
import { clock } from '../support/clock.ts';
import { joinAll } from '../support/start-line.ts';
import { systemWithProc } from '../support/system.ts';

/** Words of the shared memory. */
const VOLUNTARY = 0;
const INVOLUNTARY = 1;
const STEPS = 2;

type Manner = 'waits' | 'spins' | 'hands-over' | 'sleeps-between';

interface Work {
  readonly system: string;
  readonly words: SharedArrayBuffer;
  readonly manner: Manner;
  readonly steps: number;
  /** Never set, so that waiting for it is waiting. */
  readonly never: Event;
}

type Seen = { readonly steps: number; readonly voluntary: number; readonly involuntary: number };

const { work } = defineTasks(import.meta.url, {
  async work(job: Work): Promise<void> {
    const { readText } = await systemAt(job.system);
    const view = new Int32Array(job.words);
    // Read by this very thread about itself.
    const switches = (): Switches => switchesOf(readText('/proc/thread-self/status'));
    const before = switches();
    await DOINGS[job.manner](job);
    const after = switches();
    atomicAdd(view, VOLUNTARY, after.voluntary - before.voluntary);
    atomicAdd(view, INVOLUNTARY, after.involuntary - before.involuntary);
    atomicAdd(view, STEPS, job.steps);
  },
});

interface Switches {
  readonly voluntary: number;
  readonly involuntary: number;
}

function switchesOf(status: string | null): Switches {
  const line = (name: string): number =>
    Number(new RegExp(`^${name}_ctxt_switches:\\s*(\\d+)$`, 'm').exec(status ?? '')?.[1] ?? NaN);
  return { voluntary: line('voluntary'), involuntary: line('nonvoluntary') };
}

/** The same number of steps, each of about a millisecond or of no time at all. */
const DOINGS: Readonly<Record<Manner, (job: Work) => void | Promise<void>>> = {
  waits({ steps, never }) {
    for (let i = 0; i < steps; i++) never.waitSync({ timeout: 1 });
  },
  spins({ steps }) {
    for (const end = clock() + steps; clock() < end;);
  },
  'hands-over': (job) => twoFlows(job, () => Promise.resolve()),
  'sleeps-between': (job) =>
    twoFlows(job, async ({ never }) => {
      for (let i = 0; i < 2; i++) await never.wait({ timeout: 1 });
    }),
};

async function twoFlows(job: Work, step: (job: Work) => Promise<unknown>): Promise<void> {
  const flow = async (): Promise<void> => {
    for (let i = 0; i < job.steps / 2; i++) await step(job);
  };
  await Promise.all([flow(), flow()]);
}

const MANNERS: Readonly<Record<string, Manner>> = {
  waiting: 'waits',
  spinning: 'spins',
  flows: 'hands-over',
};
const MUTANTS: Readonly<Record<string, Manner>> = {
  'never-waits': 'spins',
  'waits-after-all': 'waits',
  'timer-between': 'sleeps-between',
};

function mannerOf(ctx: ScenarioContext): Manner {
  return MUTANTS[ctx.mutant ?? ''] ?? MANNERS[ctx.variant] ?? 'waits';
}

const SWITCHED: Outcome = {
  match: 'switched each time',
  expect: 'always',
  why: 'A thread that waits gives the CPU away, once for every wait',
};
const RAN_ON: Outcome = {
  match: 'ran on',
  expect: 'always',
  why: 'It never asked the kernel to be put aside',
};
const SOMETIMES: Outcome = {
  match: 'switched now and then',
  expect: 'never',
  why: 'Half as often as it waited is neither each time nor never',
};
const never = ({ match, why }: Outcome): Outcome => ({ match, expect: 'never', why });

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'context-switch',
  title: 'Context switches: given away, taken away, not needed',
  section: 5,
  rows: ['5.4'],
  lesson:
    'A CPU that goes over from one thread to another has to put one set of registers aside and take up another; the kernel counts it, for ' +
    'each thread, in two columns. Voluntary is a switch by a thread that waits: for a lock, a message, a moment. Involuntary is one that ' +
    'the scheduler made because the time of the thread was up or a more urgent one came: it is what can fall into the middle of any ' +
    'function. A thread that only computes has none of the first kind and, on a machine with nothing else to do, few of the second. ' +
    'Async functions that hand the event loop to each other switch without the kernel: a hundred of them cost less than one wait.',
  refs: [
    {
      title: 'Linux: proc_pid_status(5)',
      url: 'https://man7.org/linux/man-pages/man5/proc_pid_status.5.html',
    },
    {
      title: 'getrusage(2): ru_nvcsw and ru_nivcsw',
      url: 'https://man7.org/linux/man-pages/man2/getrusage.2.html',
    },
    { title: 'ECMAScript: jobs', url: 'https://tc39.es/ecma262/#sec-jobs' },
  ],
  requires: ['threads', 'shared-memory', 'proc'],
  params: {
    steps: {
      type: 'integer',
      default: 1000,
      quick: 100,
      min: 20,
      max: 100_000,
      about: 'Waits of a millisecond, milliseconds of computing, or hand-overs',
    },
  },
  variants: {
    waiting: { title: 'A thread that waits' },
    spinning: { title: 'A thread that computes' },
    flows: { title: 'Two flows of one thread that take turns' },
  },
  outcomes: {
    waiting: [SWITCHED, never(RAN_ON), SOMETIMES],
    spinning: [RAN_ON, never(SWITCHED), SOMETIMES],
    flows: [RAN_ON, never(SWITCHED), SOMETIMES],
  },
  nonVacuous: { waiting: ['steps'], spinning: ['steps'], flows: ['steps'] },
  mutants: [
    { id: 'never-waits', variant: 'waiting', status: 'forbidden', why: 'Computes instead of waiting' },
    { id: 'waits-after-all', variant: 'spinning', status: 'forbidden', why: 'Waits instead of computing' },
    {
      id: 'timer-between',
      variant: 'flows',
      status: 'forbidden',
      why: 'The flows wait for timers between their turns',
    },
  ],
  measures: [
    { id: 'voluntary', title: 'Switches by a thread that waits', unit: 'count', better: 'neither' },
    { id: 'involuntary', title: 'Switches by the scheduler', unit: 'count', better: 'lower' },
  ],
  engine: 'run',
  async run(ctx, params): Promise<Seen> {
    const job: Work = {
      system: systemWithProc(ctx).url,
      words: new SharedArrayBuffer(12),
      manner: mannerOf(ctx),
      steps: params.steps,
      never: new Event(),
    };
    await joinAll([new Thread(work, { args: [job], name: 'counted' }).start()], ctx.signal);
    const view = new Int32Array(job.words);
    const [voluntary, involuntary] = [atomicLoad(view, VOLUNTARY), atomicLoad(view, INVOLUNTARY)];
    ctx.count('steps', atomicLoad(view, STEPS));
    ctx.measure('voluntary', voluntary);
    ctx.measure('involuntary', involuntary);
    return { steps: params.steps, voluntary, involuntary };
  },
  project({ steps, voluntary }): string {
    if (voluntary >= 0.75 * steps) return 'switched each time';
    return voluntary <= 0.25 * steps ? 'ran on' : 'switched now and then';
  },
});

export default scenario;
