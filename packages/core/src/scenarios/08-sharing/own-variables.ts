/**
 * Row 8.1: what a process does to a variable no other process sees, and what it does to shared memory all see.
 *
 * @module
 */

import { SerializationError } from '../../errors.ts';
import { Process, type SharedValue, Value } from '../../multiprocessing/index.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Thread } from '../../threading/index.ts';
import { joinProcesses, PROCESSES } from '../support/processes.ts';
import { joinAll } from '../support/start-line.ts';

/** A variable of this module. */
const BEFORE = 100;
const account = { balance: BEFORE };

/** The balance that each side sees in the end, and whether the start was refused. */
type Seen = { readonly child: number; readonly parent: number; readonly refused: string | null };

type Number32 = SharedValue<'i32'>;

const tasks = defineTasks(import.meta.url, {
  payIntoModule(seen: Number32): void {
    account.balance += 500;
    seen.value = account.balance;
  },
  payIntoArgument(seen: Number32, given: { balance: number }): void {
    given.balance += 500;
    seen.value = given.balance;
  },
  payIntoBuffer(seen: Number32, given: { readonly memory: SharedArrayBuffer }): void {
    const words = new Int32Array(given.memory);
    words[0] = (words[0] ?? 0) + 500;
    seen.value = words[0];
  },
  payIntoValue(seen: Number32, given: Number32): void {
    given.add(500);
    seen.value = given.value;
  },
});

/** Lets a child pay in, and says what both sides see afterwards. */
async function payIn(ctx: ScenarioContext): Promise<Seen> {
  const seen = Value('i32', 0, { lock: false });
  const given = { balance: BEFORE };
  const memory = new SharedArrayBuffer(4);
  new Int32Array(memory)[0] = BEFORE;
  const shared = Value('i32', BEFORE);
  account.balance = BEFORE;
  const [child, balance]: readonly [Process<never[]>, () => number] = (() => {
    switch (ctx.variant) {
      case 'module-variable':
        return [new Process(tasks.payIntoModule, { args: [seen] }), () => account.balance];
      case 'argument':
        return [new Process(tasks.payIntoArgument, { args: [seen, given] }), () => given.balance];
      case 'shared-buffer':
        return [
          new Process(tasks.payIntoBuffer, { args: [seen, { memory }] }),
          () => new Int32Array(memory)[0] ?? 0,
        ];
      default:
        return [new Process(tasks.payIntoValue, { args: [seen, shared] }), () => shared.value];
    }
  })();
  let refused: string | null = null;
  try {
    await carryOut(ctx, child, { seen, memory });
  } catch (error) {
    if (!(error instanceof SerializationError)) throw error;
    refused = error.path ?? '';
  }
  ctx.count('children');
  return { child: seen.value, parent: balance(), refused };
}

/** A mutant does in this process, or in a thread of it, what is for another process to do. */
async function carryOut(
  ctx: ScenarioContext,
  child: Process<never[]>,
  { seen, memory }: { readonly seen: Number32; readonly memory: SharedArrayBuffer },
): Promise<void> {
  if (ctx.mutant === 'done-here') {
    tasks.payIntoModule(seen);
    return;
  }
  if (ctx.mutant === 'a-thread') {
    const thread = new Thread(tasks.payIntoBuffer, { args: [seen, { memory }] }).start();
    await joinAll([thread], ctx.signal);
    return;
  }
  if (ctx.mutant === 'never-started') return;
  await joinProcesses([child.start()], ctx.signal);
  // As if the child had written into the parent's object.
  if (ctx.mutant === 'written-back') seen.value = BEFORE;
}

const never = (match: string, why: string): Outcome => ({ match, expect: 'never', why });
const APART: readonly Outcome[] = [
  {
    match: 'changed in the child alone',
    expect: 'always',
    why: 'The child has an object of its own, which it is free to change',
  },
  never('changed in both', 'A plain variable is in one process only'),
  never('changed in none', 'The child did pay in'),
];

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'own-variables',
  title: 'No variable is shared between processes',
  section: 8,
  rows: ['8.1'],
  lesson:
    'A child that changes a variable changes its own. It has loaded the module for itself, so the variable of the module is another ' +
    'one; and its arguments are copies that were made when it was started. No error says so: the sum is simply missing in the parent. ' +
    'Memory that threads share is refused where a process is to have it, because a copy in its place would be the same silent mistake. ' +
    'What does reach all processes is what was made for it: a value in shared memory, a queue, a pipe, a file.',
  refs: [
    {
      title: 'Python: sharing state between processes',
      url: 'https://docs.python.org/3/library/multiprocessing.html#sharing-state-between-processes',
    },
    {
      title: 'Python: programming guidelines',
      url: 'https://docs.python.org/3/library/multiprocessing.html#programming-guidelines',
    },
  ],
  requires: PROCESSES,
  params: {},
  variants: {
    'module-variable': { title: 'A variable of the module' },
    argument: { title: 'An object among the arguments' },
    'shared-buffer': { title: 'A SharedArrayBuffer among the arguments' },
    value: { title: 'A Value' },
  },
  outcomes: {
    'module-variable': APART,
    argument: APART,
    'shared-buffer': [
      {
        match: 'refused, args[1].memory',
        expect: 'always',
        why: 'Memory of one process cannot be had by another, and a copy would not be what was meant',
      },
      never('changed in both', 'Two processes cannot have this memory in common'),
      never('changed in the child alone', 'It must not be copied silently'),
    ],
    value: [
      { match: 'changed in both', expect: 'always', why: 'It lies in memory that both processes map' },
      never('changed in the child alone', 'What one writes the other reads'),
      never('changed in none', 'The child did pay in'),
    ],
  },
  nonVacuous: Object.fromEntries(
    ['module-variable', 'argument', 'shared-buffer', 'value'].map((variant) => [variant, ['children']]),
  ),
  mutants: [
    {
      id: 'done-here',
      variant: 'module-variable',
      status: 'forbidden',
      why: 'The parent itself does what the child should do',
    },
    {
      id: 'written-back',
      variant: 'argument',
      status: 'forbidden',
      why: 'What the child did is undone before anybody looks',
    },
    { id: 'a-thread', variant: 'shared-buffer', status: 'forbidden', why: 'A thread gets the memory' },
    { id: 'never-started', variant: 'value', status: 'forbidden', why: 'The child is never started' },
  ],
  measures: [],
  engine: 'run',
  run: payIn,
  project({ child, parent, refused }): string {
    if (refused !== null) return `refused, ${refused}`;
    const [there, here] = [child > BEFORE, parent > BEFORE];
    if (there && here) return 'changed in both';
    return there ? 'changed in the child alone' : 'changed in none';
  },
});

export default scenario;
