/**
 * Programs with an executor whose whole life is on test.
 *
 * @module
 */

import { StateError } from '../../errors.ts';
import {
  asCompleted,
  Future,
  ProcessPoolExecutor,
  ThreadPoolExecutor,
  type Init,
  type PoolOptions,
} from '../../futures/index.ts';
import { Pool as MpPool, SimpleQueue as ProcessQueue } from '../../multiprocessing/index.ts';
import { SimpleQueue } from '../../queue/index.ts';
import { Thread } from '../../threading/index.ts';
import { until } from '../board.ts';
import {
  atExit,
  collectGarbage,
  exitProgram,
  killProcess,
  ownPid,
  programArguments,
  say,
  type WayToDie,
} from '../runtime.ts';
import { poolTasks as tasks } from './pools.tasks.ts';

type Program = (...args: string[]) => void | Promise<void>;

type Pool = ThreadPoolExecutor | ProcessPoolExecutor;

/** Said last, after what the program itself is told. */
const ofProcesses = programArguments().at(-1) === 'processes';

/** The pools that programs leave lie here, so that they are not collected. */
const kept: Pool[] = [];
const left: MpPool[] = [];

function made(options: PoolOptions & Init<[string] | []>): Pool {
  return new (ofProcesses ? ProcessPoolExecutor : ThreadPoolExecutor)(options as PoolOptions);
}

function make(maxWorkers = 1): Pool {
  const pool = made({ maxWorkers });
  kept.push(pool);
  return pool;
}

export const poolPrograms: Readonly<Record<string, Program>> = {
  /** Ends without a shutdown, while calls are queued, run, or await. */
  'pool-left'() {
    const pool = make();
    for (const line of ['first', 'second']) pool.submit(tasks.sayLater, 300, line);
    pool.submit(tasks.sayBusy, 'third');
    say('main ends');
  },

  /** The workers have nothing to do any more, or never had. */
  async 'pool-idle'(used = '') {
    const pool = used === 'used' ? make(2) : made({ minWorkers: 2, maxWorkers: 2 });
    kept.push(pool);
    if (used === 'used') await Promise.all([1, 2, 3].map((ms) => pool.submit(tasks.wait, ms)));
    say('main ends');
  },

  async 'pool-shut-without-wait'() {
    const pool = make();
    pool.submit(tasks.sayLater, 300, 'the task speaks');
    await pool.shutdown({ wait: false });
    say('main ends');
  },

  async 'pool-of-a-thread'() {
    new Thread(tasks.leavesPool, { args: [300, 'the task speaks', ofProcesses] }).start();
    say('main ends');
  },

  async 'pool-at-exit'() {
    const pool = make();
    await pool.submit(tasks.wait, 1);
    atExit(() => {
      try {
        pool.submit(tasks.wait, 1);
        say('submitted');
      } catch (error) {
        say(`${error instanceof StateError}: ${(error as Error).message}`);
      }
    });
    say('main ends');
  },

  async 'pool-worker-exits'(way = '') {
    const pool = make();
    const error = await pool.submit(tasks.exits, way as WayToDie, 3).exception();
    say(`main goes on: ${error instanceof StateError}`);
    say(`and so does the pool: ${String(await pool.submit(tasks.wait, 1))}`);
  },

  async 'pool-exit-code'(code = '') {
    const pool = make();
    const log = ofProcesses ? new ProcessQueue<string>() : new SimpleQueue<string>();
    pool.submit(tasks.block, log);
    await log.get();
    exitProgram(Number(code));
  },

  /** A Pool that was used and never closed. */
  async 'mp-pool-left'() {
    const pool = new MpPool({ processes: 2 });
    left.push(pool);
    say(`main ends: ${String(await pool.map(tasks.wait, [1, 2, 3]))}`);
  },

  /** Killed while some workers compute, and some are idle. */
  async 'pool-killed'() {
    const pool = make(3);
    await Promise.all([1, 2, 3].map(() => pool.submit(tasks.wait, 20)));
    const log = ofProcesses ? new ProcessQueue<string>() : new SimpleQueue<string>();
    pool.submit(tasks.block, log);
    await log.get();
    killProcess(ownPid());
  },

  /** Futures that fail, and that nobody reads. */
  async 'futures-unread'() {
    const own = new Future<number>();
    own.setException(new RangeError('nobody reads this'));
    const pool = make();
    const failed = pool.submit(tasks.fail, 'nor this');
    await until(() => failed.done, 'it has failed');
    pool.submit(tasks.fail, 'nor that');
    await pool.shutdown();
    say('main ends');
  },

  /** Nothing but futures is waited for. */
  async 'futures-only'(how = '') {
    const pool = make();
    const futures = [30, 10, 20].map((ms) => pool.submit(tasks.wait, ms));
    if (how === 'await') for (const future of futures) await future;
    else for await (const { future } of asCompleted(futures)) void future;
    say('main went on');
  },

  /** A loop was not left as it should be: nobody asks for what another thread may still end. */
  async 'iterator-left'() {
    const [done, pending, queue] = [
      new Future<number>(),
      new Future<number>(),
      new SimpleQueue<Future<number>>(),
    ];
    queue.putNowait(pending);
    const iterator = asCompleted([done, pending]);
    const next = iterator.next();
    done.setResult(1);
    await next;
    say('main ends');
  },

  async 'pool-initializer-throws'() {
    const pool = made({ maxWorkers: 1, initializer: tasks.fail as never, initargs: ['not today'] });
    const error = await pool.submit(tasks.wait, 1).exception();
    say(error?.name ?? 'no error');
  },

  /** Pools that are made and forgotten one after another leave neither threads nor memory. */
  async 'pools-dropped'() {
    const use = (): Future<number> => made({ maxWorkers: 1 }).submit(tasks.wait, 1);
    const futures: Future<number>[] = [];
    for (let count = 0; count < 10; count += 1) {
      futures.push(use());
      await futures.at(-1);
      collectGarbage();
    }
    say(`main ends: ${futures.filter(({ done }) => done).length}`);
  },
};
