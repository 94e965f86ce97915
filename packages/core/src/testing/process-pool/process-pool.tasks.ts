import { Exit } from '../../errors.ts';
import { ProcessPoolExecutor } from '../../futures/index.ts';
import { Process, type Event } from '../../multiprocessing/index.ts';
import { defineTasks, defineTypes } from '../../task/index.ts';
import { PATIENCE } from '../board.ts';
import { ok } from '../check.ts';
import { executorTasks, type Log, type Tasks } from '../executor/executor.tasks.ts';
import { collectGarbage, exitProgram, killProcess, ownPid, whichRuntime } from '../runtime.ts';

/** What goes wrong where it is read in another process than that which has made it. */
export class Trap {
  readonly how: 'throws' | 'exits';
  readonly made: number;

  constructor(how: 'throws' | 'exits', made: number = ownPid()) {
    this.how = how;
    this.made = made;
  }
}
defineTypes('testing/Trap', {
  class: Trap,
  encode: ({ how, made }) => ({ how, made }),
  decode({ how, made }): Trap {
    if (ownPid() === made) return new Trap(how, made);
    if (how === 'exits') exitProgram(3);
    throw new RangeError('it cannot be read');
  },
});

/** What the last task was given. */
let last: WeakRef<object> | undefined;

const bodies = {
  pid(): number {
    return ownPid();
  },

  runtime(): string {
    return whichRuntime();
  },

  pidOf(_n: number): number {
    return ownPid();
  },

  trap(how: Trap['how']): Trap {
    return new Trap(how);
  },

  take(_trap: Trap): void {},

  kill(): void {
    killProcess(ownPid());
  },

  async exit(code: number): Promise<void> {
    exitProgram(code);
    await new Promise(() => {});
  },

  /** Says who it is, blocks, and would say that it has not died. */
  hold(gate: Event, log: Log): void {
    log.putNowait(String(ownPid()));
    gate.waitSync({ timeout: PATIENCE });
    log.putNowait('survived');
  },

  remember(value: object): void {
    last = new WeakRef(value);
  },

  hasForgotten(): boolean {
    collectGarbage();
    return last !== undefined && last.deref() === undefined;
  },

  failAt(n: number): number {
    if (n === 2) throw new RangeError('two');
    return n;
  },

  /** Starts a process, and waits for it. */
  async starts(): Promise<number | null> {
    const child = new Process(executorTasks.nothing).start();
    ok(await child.join({ timeout: PATIENCE }), 'it does not end');
    return child.exitCode;
  },

  async startsPool(): Promise<number> {
    await using pool = new ProcessPoolExecutor({ maxWorkers: 1 });
    return pool.submit(executorTasks.square, 3);
  },

  /** Ends with 0 if a daemonic process may have no pool. */
  refusesPool(): void {
    try {
      void new ProcessPoolExecutor();
    } catch (error) {
      throw new Exit((error as Error).message.includes('daemonic') ? 0 : 2);
    }
    throw new Exit(3);
  },
};

export const processPoolTasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);
