import { ThreadPoolExecutor, type Future } from '../../futures/index.ts';
import { defineTasks } from '../../task/index.ts';
import type { SimpleQueue } from '../../queue/index.ts';
import { type Barrier, type Event, getIdent, Thread } from '../../threading/index.ts';
import { sleep } from '../board.ts';
import { equal, ok } from '../check.ts';
import { executorTasks, type Log, type Tasks } from '../executor/executor.tasks.ts';
import { die, type WayToDie } from '../runtime.ts';

/** What an initialiser leaves for the tasks of its worker. */
let level = 'none';
let times = 0;

const bodies = {
  prepare(value: string, log: Log): void {
    level = value;
    times += 1;
    log.putNowait(executorTasks.whoAmI());
  },

  async prepareLater(value: string): Promise<void> {
    await sleep(20);
    level = value;
    times += 1;
  },

  prepared(): readonly [level: string, times: number, thread: number] {
    return [level, times, getIdent()];
  },

  meets(barrier: Barrier, _shared?: Uint8Array): number {
    return barrier.waitSync();
  },

  failsToPrepare(what: string): never {
    throw new RangeError(what);
  },

  async failsToPrepareLater(what: string): Promise<never> {
    await sleep(5);
    throw new RangeError(what);
  },

  async diesWhilePreparing(way: WayToDie): Promise<void> {
    die(way);
    await new Promise(() => {});
  },

  /** Returns, and ends its worker a moment later. */
  diesLater(way: WayToDie, ms: number): void {
    setTimeout(() => die(way), ms);
  },

  /** Starts a thread, and a pool of its own, and waits for them as told. */
  async nests(form: 'async' | 'sync'): Promise<number> {
    const pool = new ThreadPoolExecutor({ maxWorkers: 1 });
    const future = pool.submit(executorTasks.square, 6);
    const result = form === 'sync' ? future.resultSync() : await future;
    if (form === 'sync') pool.shutdownSync();
    else await pool.shutdown();
    return result;
  },

  /** Starts a thread when the gate opens. */
  async startsThreadAt(gate: Event, log: Log): Promise<boolean> {
    log.putNowait('waits');
    ok(await gate.wait({ timeout: 20_000 }), 'the gate does not open');
    return bodies.startsThread();
  },

  async startsThread(): Promise<boolean> {
    const thread = new Thread(executorTasks.nothing).start();
    const ended = await thread.join();
    if (thread.error !== undefined) throw thread.error;
    return ended;
  },

  /** Sends the future of a call that does not end, and dies. */
  async abandons(
    futures: SimpleQueue<Future<string>>,
    gate: Event,
    orphan: { readonly gate: Event; readonly log: Log },
    way: WayToDie,
  ): Promise<void> {
    const pool = new ThreadPoolExecutor({ maxWorkers: 1, namePrefix: 'orphans' });
    futures.putNowait(pool.submit(executorTasks.attend, orphan.gate, orphan.log, 'orphan'));
    ok(await gate.wait({ timeout: 20_000 }), 'the gate does not open');
    die(way);
    await new Promise(() => {});
  },

  /** Leaves a call under way behind, and returns. */
  leavesCall(futures: SimpleQueue<Future<unknown>>, ms: number): void {
    const pool = new ThreadPoolExecutor({ maxWorkers: 1 });
    futures.putNowait(pool.submit(executorTasks.later, ms, 'left'));
    equal(pool.stats.queued <= 1, true);
  },
};

export const threadPoolTasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);
