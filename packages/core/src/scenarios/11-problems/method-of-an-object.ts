/**
 * Row 11.10: an object that holds a lock and starts a process for one of its methods.
 *
 * @module
 */

import { ScopeError, SerializationError } from '../../errors.ts';
import { Lock, Process, type SharedValue, Value } from '../../multiprocessing/index.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks, type Task } from '../../task/index.ts';
import { RLock } from '../../threading/index.ts';
import { joinProcesses, PROCESSES } from '../support/processes.ts';
import { JAVASCRIPT } from '../support/runtimes.ts';

type Finding = SharedValue<'i32'>;

type Seen = {
  readonly asked: string;
  /** The kind of error that the start gave, and the path that it names; null where it gave none. */
  readonly error: string | null;
  readonly path: string | null;
  /** Whether the caller still had its lock, and could give it back. */
  readonly released: boolean;
  /** What the child has found out about the lock: 1 held, 2 then free. */
  readonly found: number;
};

const HELD = 1;
const WAITED = 2;

const { nothing, work, workOn } = defineTasks(import.meta.url, {
  nothing(): void {},
  work(finding: Finding, lock: Lock): void {
    if (lock.tryAcquire()) return;
    finding.value = HELD;
    lock.acquireSync();
    finding.value = WAITED;
    lock.release();
  },
  workOn(finding: Finding, object: object): void {
    finding.value = Object.keys(object).length;
  },
});

/** As the guide has it: state and a lock in one object, and a method that is to run in another process. */
class Worker {
  readonly lock: RLock = new RLock();
  readonly total: number = 0;

  run(): number {
    return this.lock.runSync(() => this.total);
  }

  /** Starts a process while it holds its lock; the task is its method, which is no task. */
  start(target: (...args: never[]) => unknown): Process<never[]> {
    return this.lock.runSync(() =>
      new Process(target as unknown as Task<never[]>, { args: [] as never }).start(),
    );
  }
}

function attempt(ctx: ScenarioContext, worker: Worker, finding: Finding): Process<never[]> {
  if (ctx.variant === 'bound-method') {
    return worker.start(ctx.mutant === 'a-task' ? nothing : worker.run.bind(worker));
  }
  const object = ctx.mutant === 'a-plain-copy' ? { total: worker.total } : worker;
  return worker.lock.runSync(() => new Process(workOn, { args: [finding, object] }).start());
}

async function startRefused(ctx: ScenarioContext): Promise<Seen> {
  const [worker, finding] = [new Worker(), Value('i32', 0, { lock: false })];
  const free = (): boolean => worker.lock.tryAcquire();
  ctx.count('starts');
  try {
    const child = attempt(ctx, worker, finding);
    await child.join({ signal: ctx.signal });
    return { asked: ctx.variant, error: null, path: null, released: free(), found: finding.value };
  } catch (error) {
    const refused = error instanceof SerializationError || error instanceof ScopeError;
    if (!refused && !(error instanceof TypeError)) throw error;
    const path = refused ? (error.path ?? '') : '';
    return { asked: ctx.variant, error: (error as Error).name, path, released: free(), found: finding.value };
  }
}

/** The cure: a task, which gets what it needs, among it a lock of processes that the caller holds meanwhile. */
async function startTask(ctx: ScenarioContext): Promise<Seen> {
  const [lock, finding] = [new Lock(), Value('i32', 0, { lock: false })];
  await lock.acquire({ signal: ctx.signal });
  const child = new Process(work, { args: [finding, ctx.mutant === 'a-lock-apart' ? new Lock() : lock] });
  ctx.count('starts');
  const ended = joinProcesses([child.start()], ctx.signal);
  let over = false;
  void ended.then(
    () => (over = true),
    () => (over = true),
  );
  while (finding.value === 0 && !over) await ctx.sleep(2);
  lock.release();
  await ended;
  return { asked: ctx.variant, error: null, path: null, released: !lock.locked, found: finding.value };
}

const never = (match: string | RegExp, why: string): Outcome => ({ match, expect: 'never', why });
const refused = (match: string, why: string): readonly Outcome[] => [
  { match, expect: 'always', why, on: JAVASCRIPT },
  {
    match: 'refused by a TypeError',
    expect: 'always',
    why: 'Neither the object nor its method can be pickled, because of the lock',
    on: ['python'],
  },
  never('started', 'Half of the object would be in the child, and nobody would be told'),
  never('refused, the lock kept', 'An error leaves the block, and leaving the block gives the lock back'),
  never('refused otherwise', 'The error says what it is that does not travel'),
];

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'method-of-an-object',
  title: 'A process for the method of an object that holds a lock',
  section: 11,
  rows: ['11.10'],
  lesson:
    'A method needs its object, and the object has to travel with it to another process: its state, and its lock. A lock that is held while ' +
    'a process is started is a riddle. With fork the child has a copy that is held for ever, by a thread that it does not have. Where the ' +
    'child is spawned the start is refused, in Python by a TypeError because the lock cannot be pickled, here because a bound method has ' +
    'no address that another process could find it by, and because no instance of a class is silently stripped of it. The error is ' +
    'thrown at the start, in the caller, and the lock is free afterwards. The cure is to say what the process needs: a task, the values ' +
    'it works on, and a lock of multiprocessing, which may well be held meanwhile, as it is one and the same lock and the child waits for it.',
  refs: [
    {
      title: 'Python: programming guidelines, more picklability',
      url: 'https://docs.python.org/3/library/multiprocessing.html#the-spawn-and-forkserver-start-methods',
    },
    {
      title: 'Python: what can be pickled and unpickled?',
      url: 'https://docs.python.org/3/library/pickle.html#what-can-be-pickled-and-unpickled',
    },
  ],
  requires: PROCESSES,
  params: {},
  variants: {
    'bound-method': { title: 'The bound method as the target' },
    object: { title: 'The object among the arguments' },
    task: { title: 'A task, and a lock of processes that the caller holds' },
  },
  outcomes: {
    'bound-method': refused('refused, target', 'A bound method has no address in another process'),
    object: refused('refused, args[1]', 'An instance of a class has methods and a lock, which do not travel'),
    task: [
      {
        match: 'waited for the lock',
        expect: 'always',
        why: 'The child finds the lock held, waits, and has it when the parent has let go',
      },
      never('another lock', 'It is the lock that the parent holds'),
    ],
  },
  nonVacuous: { 'bound-method': ['starts'], object: ['starts'], task: ['starts'] },
  mutants: [
    { id: 'a-task', variant: 'bound-method', status: 'forbidden', why: 'The target is a task after all' },
    { id: 'a-plain-copy', variant: 'object', status: 'forbidden', why: 'The object goes without its lock' },
    { id: 'a-lock-apart', variant: 'task', status: 'forbidden', why: 'The child gets another lock' },
  ],
  measures: [],
  engine: 'run',
  run: (ctx): Promise<Seen> => (ctx.variant === 'task' ? startTask(ctx) : startRefused(ctx)),
  project({ asked, error, path, released, found }): string {
    if (error === null && found === WAITED && released) return 'waited for the lock';
    if (error === null) return asked === 'task' ? 'another lock' : 'started';
    if (!released) return 'refused, the lock kept';
    return path === '' ? 'refused otherwise' : `refused, ${path}`;
  },
});

export default scenario;
