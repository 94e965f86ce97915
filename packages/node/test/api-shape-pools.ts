/**
 * The public shape of pools of processes: compiled, and never run.
 */
import { defineTasks, futures, multiprocessing } from '@interleave/node';

const { square, area, quiet, later } = defineTasks(import.meta.url, {
  square: (n: number): number => n * n,
  area: (w: number, h: number): number => w * h,
  quiet: (): void => {},
  later: async (s: string): Promise<{ readonly s: string }> => ({ s }),
});

function same<A, B>(_: [A, B] extends [B, A] ? true : false): void {}

export async function processPools(): Promise<void> {
  await using pool = new futures.ProcessPoolExecutor({
    maxWorkers: 4,
    minWorkers: 1,
    idleTimeout: 1000,
    namePrefix: 'crunch',
    initializer: area,
    initargs: [1, 2],
    startMethod: 'standby',
    maxTasksPerChild: 10,
    runtime: 'bun',
  });
  const executor: futures.Executor = pool;
  same<typeof pool, futures.ProcessPoolExecutor<[number, number]>>(true);
  const future = executor.submit(square, 3);
  same<typeof future, futures.Future<number>>(true);
  for await (const { s } of pool.with({ priority: 1 }).map(later, ['a'])) void s.length;
  // @ts-expect-error its initialiser needs two numbers
  void new futures.ProcessPoolExecutor({ initializer: area });
  // @ts-expect-error no such method
  void new futures.ProcessPoolExecutor({ startMethod: 'fork' });
  // @ts-expect-error no such runtime
  void new futures.ProcessPoolExecutor({ runtime: 'python' });
  pool.terminateWorkers();
  pool.killWorkers();
  const error: futures.BrokenExecutor = new futures.BrokenProcessPool('x');
  const { workers, started } = pool.stats;
  void [error, workers, started];
}

export async function pools(signal: AbortSignal): Promise<void> {
  await using pool = new multiprocessing.Pool({
    processes: 4,
    initializer: square,
    initargs: [1],
    maxTasksPerChild: 3,
    startMethod: 'spawn',
  });
  const nine: number = await pool.apply(square, [3]);
  const one: multiprocessing.AsyncResult<{ readonly s: string }> = pool.applyAsync(later, ['a'], {
    callback: ({ s }) => void s.length,
    errorCallback: (error) => void error.message,
  });
  const all: number[] = await pool.map(square, new Set([1, 2]), { chunksize: 2 });
  const some: { readonly s: string }[] = await pool.mapAsync(later, ['a']).get({ timeout: 5, signal });
  const areas: number[] = await pool.starmap(area, [[1, 2]]);
  const result: multiprocessing.AsyncResult<number[]> = pool.starmapAsync(area, [[1, 2]], { chunksize: 1 });
  const [ready, successful, waited]: boolean[] = [result.ready, result.successful, await result.wait()];
  const iterator: multiprocessing.IMapIterator<number> = pool.imap(square, [1]);
  const { value } = await iterator.next({ timeout: 5 });
  for await (const n of pool.imapUnordered(square, [1], { chunksize: 2 })) void n.toFixed();
  // @ts-expect-error wrong arguments
  await pool.apply(area, [1]);
  // @ts-expect-error wrong items
  await pool.map(square, ['1']);
  // @ts-expect-error a task, not a closure
  await pool.map((n: number) => n, [1]);
  pool.close();
  pool.terminate();
  const joined: boolean = (await pool.join({ timeout: 5 })) && pool.joinSync();
  await using scoped = new (multiprocessing.getContext('standby').Pool)({ processes: 1 });
  await scoped.apply(quiet, []);
  void [nine, one, all, some, areas, ready, successful, waited, value, joined, one.getSync()];
}
