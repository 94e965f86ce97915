import { ProcessPoolExecutor, ThreadPoolExecutor } from '../../futures/index.ts';
import type { SimpleQueue } from '../../queue/index.ts';
import { defineTasks, type TaskRef } from '../../task/index.ts';
import { Event } from '../../threading/index.ts';
import { sleep } from '../board.ts';
import { die, say, type WayToDie } from '../runtime.ts';

const bodies = {
  async wait(ms: number): Promise<number> {
    await sleep(ms);
    return ms;
  },

  echo(value: unknown): unknown {
    return value;
  },

  async sayLater(ms: number, line: string): Promise<void> {
    await sleep(ms);
    say(line);
  },

  /** Without a pause, as a task does that computes. */
  sayBusy(line: string): void {
    for (const end = performance.now() + 100; performance.now() < end;);
    say(line);
  },

  fail(message: string): never {
    throw new TypeError(message);
  },

  async exits(way: WayToDie, code: number): Promise<void> {
    die(way, code);
    await new Promise(() => {});
  },

  block(log: SimpleQueue<string>): void {
    log.putNowait('blocks');
    new Event().waitSync();
  },

  leavesPool(ms: number, line: string, ofProcesses: boolean): void {
    const Pool = ofProcesses ? ProcessPoolExecutor : ThreadPoolExecutor;
    new Pool({ maxWorkers: 1 }).submit(tasks.sayLater, ms, line);
  },
};

type Tasks<D> = { readonly [K in keyof D]: D[K] & TaskRef };

const tasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);
export const poolTasks: Tasks<typeof bodies> = tasks;
