/**
 * Row 8.5: a block of shared memory by its name, and what "with care" means.
 *
 * @module
 */

import { atomicLoad, atomicStore } from '../../memory/atomic-view.ts';
import { Lock, SharedMemory } from '../../multiprocessing/index.ts';
import {
  AssumptionError,
  defineScenario,
  type Outcome,
  type Scenario,
  type ScenarioContext,
  systemAt,
} from '../../scenario/index.ts';
import { defineTasks, type Task } from '../../task/index.ts';
import {
  behind,
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

type Seen = { readonly key: string; readonly what: Readonly<Record<string, string | number | boolean>> };

interface Sizes {
  readonly times: number;
  readonly patience: number;
  readonly hold: number;
}

/** Where the system shows named blocks as files. */
const BLOCKS = '/dev/shm';

const tasks = defineTasks(import.meta.url, {
  /** Knows the block by its name alone, as a program that knows nothing else of its maker would. */
  count(crossing: Crossing, name: string, lock: Lock | undefined): void {
    const block = new SharedMemory({ name });
    const words = new Int32Array(block.buffer, 0, 1);
    cross(crossing, () =>
      behind(lock, crossing, () => {
        const seen = atomicLoad(words, 0);
        stayOpen(crossing);
        atomicStore(words, 0, seen + 1);
      }),
    );
    block.close();
  },
  /** A whole program that makes a block, says its name and never comes to unlink it. */
  async makeAndStay(url: string, track: boolean): Promise<void> {
    const block = new SharedMemory({ create: true, size: 4096, track });
    (await systemAt(url)).writeLine(block.name);
    await new Promise<void>((resolve) => setTimeout(() => resolve(), 60_000));
  },
});

/** Exported, because another program calls it by its name. */
export const makeAndStay: Task<[url: string, track: boolean], Promise<void>> = tasks.makeAndStay;

/** Whether the system has the block. */
function isThere(ctx: ScenarioContext, name: string): boolean {
  const names = systemOf(ctx).list(BLOCKS);
  if (names !== null) return names.includes(name);
  throw new AssumptionError(`This system does not show named blocks of memory in ${BLOCKS}, as Linux does`);
}

/** Makes a block, has two processes count in it, and takes it away again. */
async function countInBlock(ctx: ScenarioContext, sizes: Sizes, lock: Lock | undefined): Promise<Seen> {
  const { times } = sizes;
  const block = new SharedMemory({ create: true, size: 4096 });
  const { name } = block;
  try {
    const during = isThere(ctx, name);
    const apart = ctx.mutant === 'own-locks';
    // Two that nothing keeps apart do meet, however late one of them comes.
    const patience = lock === undefined || apart ? sizes.patience : sizes.hold;
    const crossing = newCrossing({ parties: 2, times, patience });
    const mine = apart ? [new Lock(), new Lock()] : [lock, lock];
    await crossInProcesses(
      ctx.signal,
      tasks.count,
      mine.map((one): Parameters<typeof tasks.count> => [crossing, name, one]),
    );
    const total = atomicLoad(new Int32Array(block.buffer, 0, 1), 0);
    block.close();
    const closed = isThere(ctx, name);
    if (ctx.mutant !== 'never-unlinked') block.unlink();
    const after = isThere(ctx, name);
    countThem(ctx, countsOf(crossing));
    ctx.count('blocks', during ? 1 : 0);
    const counted = total === 2 * times ? 'exact' : 'lost';
    const life = during && closed && !after ? 'there until it is unlinked' : 'left behind';
    return { key: ctx.variant === 'life' ? life : counted, what: { during, closed, after, total } };
  } finally {
    if (isThere(ctx, name)) block.unlink();
  }
}

/** Kills a program that has made a block, and looks whether the block outlives it. */
async function killTheMaker(ctx: ScenarioContext, patience: number): Promise<Seen> {
  const system = systemOf(ctx);
  const track = ctx.mutant !== 'untracked';
  const running = system.start(makeAndStay, { args: [system.url, track] });
  const named = new Promise<string>((resolve) => running.onLine(resolve));
  const name = await Promise.race([named, running.ended.then(() => '')]);
  const during = isThere(ctx, name);
  running.kill();
  const { errors } = await running.ended;
  if (name === '') throw new Error(`The program has made no block: ${errors}`);
  ctx.count('blocks', during ? 1 : 0);
  const killed = ctx.now();
  // Whoever tidies up is another process, and needs its time.
  while (isThere(ctx, name) && ctx.now() - killed < (track ? patience : 500)) await ctx.sleep(5);
  const after = isThere(ctx, name);
  ctx.measure('outlived', ctx.now() - killed);
  if (after) new SharedMemory({ name }).unlink();
  return { key: after ? 'left behind' : 'gone with its program', what: { during, after, name } };
}

const never = (match: string, why: string): Outcome => ({ match, expect: 'never', why });

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'shared-memory',
  title: 'A block of shared memory, with care',
  section: 8,
  rows: ['8.5'],
  lesson:
    'A block of shared memory has a name, and whoever knows the name can open it: any process, of this program or not, in JavaScript ' +
    'or in Python. It is bytes and nothing else. That asks for care in two ways. It comes without a lock, so that what takes several steps ' +
    'needs one beside it, as everywhere. And it belongs to nobody: closing it ends one process’s use of it, and the block stays until somebody ' +
    'unlinks it, if need be until the machine is started anew. A maker that is killed cannot unlink anything. Python has a process that ' +
    'removes what was left; here too a small guardian remembers what a program has made and removes it after its end, whatever that was.',
  refs: [
    {
      title: 'Python: multiprocessing.shared_memory',
      url: 'https://docs.python.org/3/library/multiprocessing.shared_memory.html',
    },
    { title: 'Linux: shm_overview(7)', url: 'https://man7.org/linux/man-pages/man7/shm_overview.7.html' },
  ],
  requires: PROCESSES,
  params: {
    times: {
      type: 'integer',
      default: 200,
      quick: 20,
      min: 5,
      max: 100_000,
      about: 'Additions of each process',
    },
    patience: {
      type: 'number',
      default: 1000,
      min: 1,
      max: 10_000,
      unit: 'ms',
      about: 'How long an addition without a lock waits for another',
    },
    hold: {
      type: 'number',
      default: 0.5,
      min: 0.01,
      max: 1000,
      unit: 'ms',
      about: 'How long an addition behind the lock stays in its middle',
    },
    tidying: {
      type: 'integer',
      default: 20_000,
      min: 100,
      max: 60_000,
      unit: 'ms',
      about: 'How long a block may outlive its program',
    },
  },
  variants: {
    life: { title: 'Made, opened by its name, closed and unlinked' },
    unlocked: { title: 'Two processes count in it without a lock' },
    locked: { title: 'The same behind a lock' },
    killed: { title: 'The program that made it is killed' },
  },
  outcomes: {
    life: [
      {
        match: 'there until it is unlinked',
        expect: 'always',
        why: 'The system lists the block from its making until its name is taken away, also when all have closed it',
      },
      never('left behind', 'What was unlinked is gone'),
    ],
    unlocked: [
      { match: 'lost', expect: 'mustSee', why: 'Both read the same number and write the same number' },
      { match: 'exact', expect: 'may', why: 'Luck, which proves nothing' },
    ],
    locked: [
      {
        match: 'exact',
        expect: 'always',
        why: 'Nobody reads while another one stands between read and write',
      },
      never('lost', 'A lock that loses an addition does not exclude'),
    ],
    killed: [
      {
        match: 'gone with its program',
        expect: 'always',
        why: 'Its guardian was not killed, and has removed it',
      },
      never('left behind', 'Nobody else knows the name of it'),
    ],
  },
  nonVacuous: {
    life: ['blocks', 'contended'],
    unlocked: ['blocks', 'interrupted'],
    locked: ['blocks', 'contended'],
    killed: ['blocks'],
  },
  mutants: [
    { id: 'never-unlinked', variant: 'life', status: 'forbidden', why: 'Nobody unlinks the block' },
    {
      id: 'behind-a-lock',
      variant: 'unlocked',
      status: 'notObserved',
      why: 'Takes a lock after all, so that nothing is ever lost',
    },
    { id: 'own-locks', variant: 'locked', status: 'forbidden', why: 'Each process has a lock of its own' },
    { id: 'untracked', variant: 'killed', status: 'forbidden', why: 'Nobody is told of the block' },
  ],
  measures: [
    {
      id: 'outlived',
      title: 'From the death of the program to the end of its block',
      unit: 'ms',
      better: 'lower',
    },
  ],
  limit: 120_000,
  engine: 'run',
  run(ctx, { tidying, ...sizes }): Promise<Seen> {
    if (ctx.variant === 'killed') return killTheMaker(ctx, tidying);
    const locked = ctx.variant !== 'unlocked' || ctx.mutant === 'behind-a-lock';
    return countInBlock(ctx, sizes, locked ? new Lock({ name: 'block' }) : undefined);
  },
  project: (seen) => seen.key,
});

export default scenario;
