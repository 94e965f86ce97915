import { EOFError, SerializationError, StateError, UnsupportedError } from '../../errors.ts';
import { connectManager, Manager, type PoolProxy } from '../../multiprocessing/index.ts';
import { until } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejects, throws } from '../check.ts';
import { executorTasks } from '../executor/executor.tasks.ts';
import { descendantsOf, isRunning } from '../process-table.ts';
import { managerTasks as tasks } from './manager.tasks.ts';
import { inChild, KEY, WAIT } from './shared.ts';

const NUMBERS = [1, 2, 3, 4, 5];
const SQUARES = [1, 4, 9, 16, 25];

/** Those of a pool, and of nobody else: a manager has no other children. */
const workersOf = (pid: number): number[] => descendantsOf(pid).map((row) => row.pid);

export const pools: CaseGroup = {
  title: 'pools',
  where: 'everywhere',
  scope: 'process',
  cases: {
    'POOL-16 a pool of a manager has its workers there, and does all that a pool does': async () => {
      await using m = await Manager({ address: { port: 0 }, authkey: KEY });
      await rejects(RangeError, m.Pool({ processes: 0 }));
      const pool = await m.Pool({ processes: 2, initializer: tasks.plain });
      await until(() => workersOf(m.pid).length === 2, 'two workers come up');
      const workers = workersOf(m.pid);
      equal(await pool.apply(executorTasks.area, [3, 4]), 12);
      equal(pool.applySync(executorTasks.square, [5]), 25);
      equal(await pool.map(executorTasks.square, NUMBERS, { chunksize: 2 }), SQUARES);
      equal(pool.starmapSync(executorTasks.area, [[2, 3]]), [6]);
      const result = await pool.mapAsync(executorTasks.square, NUMBERS);
      equal([await result.wait(WAIT), await result.ready(), result.successfulSync()], [true, true, true]);
      equal([await result.get(WAIT), result.getSync()], [SQUARES, SQUARES]);
      const seen: number[] = [];
      for await (const value of await pool.imap(executorTasks.square, NUMBERS)) seen.push(value);
      equal(seen, SQUARES);
      const next = await (await pool.imapUnordered(executorTasks.square, [3])).next();
      equal(next, { done: false, value: 9 });
      const failed = await pool.applyAsync(executorTasks.area, ['a', 1n] as never);
      await rejects(TypeError, failed.get(WAIT));
      await rejects(SerializationError, pool.apply((() => 1) as never, []));
      const worker = (await pool.apply(executorTasks.count, []))[1];
      ok(workers.includes(worker), 'it runs elsewhere');
      await inChild(tasks.usesPool, [pool]);
      const there = await connectManager({ address: m.address, authkey: KEY });
      await rejects(UnsupportedError, there.Pool());
      await rejects(StateError, there.create('Pool'));
      await there.shutdown();
      await pool.close();
      equal([await pool.join(WAIT), workersOf(m.pid)], [true, []]);
      await rejects(RangeError, pool.apply(executorTasks.nothing, []));
    },
    'a pool of a manager ends with its scope, a wait for it with its signal, and all with the manager':
      async () => {
        const m = await Manager();
        {
          await using scoped: PoolProxy = await m.Pool({ processes: 1 });
          equal(await scoped.apply(executorTasks.square, [3]), 9);
        }
        equal(workersOf(m.pid), []);
        const pool = await m.Pool({ processes: 2 });
        const slow = await pool.applyAsync(executorTasks.later, [2 ** 30, 1]);
        equal([await slow.wait({ timeout: 0 }), await slow.ready()], [false, false]);
        const stop = new AbortController();
        const waiting = rejects(Error, slow.get({ signal: stop.signal }));
        stop.abort(new Error('enough'));
        equal((await waiting).message, 'enough');
        throws(RangeError, () => slow.successfulSync());
        await until(() => workersOf(m.pid).length === 2, 'two workers come up');
        const workers = workersOf(m.pid);
        const lost = rejects(EOFError, slow.get());
        await slow.ready();
        await m.shutdown();
        includes((await lost).message, 'Cannot reach the manager');
        await until(() => !workers.some(isRunning), 'the workers end too');
      },
  },
};
