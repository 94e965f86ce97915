/**
 * The public shape, as a user writes it: this file is compiled and never run. Each expected error is one that a
 * user must get.
 */
import {
  defineErrors,
  defineTasks,
  defineTypes,
  errors,
  futures,
  main,
  multiprocessing,
  pack,
  remote,
  shared,
  threading,
  unpack,
  type Task,
} from '@interleave/node';
import { Lock } from '@interleave/node/threading';

export const { square, area, later, crash, quiet, optional, counted } = defineTasks(import.meta.url, {
  square: (n: number) => n * n,
  area: (w: number, h: number) => w * h,
  later: async (ms: number, what: string) => ({ what, ms }),
  crash: async (why: string): Promise<never> => {
    throw new TypeError(why);
  },
  quiet: () => {
    throw new errors.Exit(0);
  },
  optional: (a: number, b = 2) => a + b,
  counted: (lock: threading.Lock, event: threading.Event, words: SharedArrayBuffer) => {
    void [lock, event, words];
  },
});

class Custom extends Error {
  readonly extra = 1;
}
defineErrors({ Custom });

class Money {
  readonly cents: bigint;
  constructor(cents: bigint) {
    this.cents = cents;
  }
}
defineTypes('Money', {
  class: Money,
  encode: (money) => money.cents,
  decode: (cents) => new Money(cents + 1n),
});

export function foreign(post: (message: object) => void): void {
  post(pack({ lock: new Lock() }));
  const { lock } = unpack<{ lock: Lock }>(pack(1));
  lock.release();
}

export function betweenProcesses(): void {
  const either: threading.Lock = new multiprocessing.Lock();
  void either.scope;
  const scope: 'process' = new multiprocessing.Semaphore(2).scope;
  const over = new multiprocessing.Condition(new multiprocessing.RLock({ name: scope }));
  if (over.lock.abandoned) throw new errors.StateError('half changed');
  // @ts-expect-error a thread's lock where a process's lock is wanted
  void new multiprocessing.Condition(new Lock());
  // @ts-expect-error over an RLock
  void over.acquire();
  const barrier: threading.Barrier = new multiprocessing.Barrier(2, { timeout: 5, action: () => {} });
  const bounded: threading.Semaphore = new multiprocessing.BoundedSemaphore();
  void [barrier, bounded, new multiprocessing.Event({ name: 'e' })];
}

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(ok: Same<A, B>): void => void ok;

export async function locks(signal: AbortSignal): Promise<void> {
  const lock = new Lock({ fair: true });
  if (!(await lock.acquire({ timeout: 10, signal }))) return;
  lock.release();
  {
    using guard = await lock.hold();
    void guard.held;
  }
  {
    using _ = lock.holdSync({ timeout: 5 });
  }
  const three = lock.run(async () => 3);
  same<number, Awaited<typeof three>>(true);
  same<string, ReturnType<typeof lock.runSync<string>>>(true);
  const event = new threading.Event({ name: 'e' });
  event.set();
  const was: boolean = await event.wait({ signal });
  void [was, lock.abandoned, lock.locked, lock.name, lock.scope, event.isSet];
}

export const counterLock: threading.Lock = shared(
  import.meta.url,
  'counter',
  () => new Lock({ name: 'counter' }),
);
const local = new threading.Local<Map<string, number>>();

export async function coordination(signal: AbortSignal): Promise<void> {
  const r = new threading.RLock();
  const inner = r.run(() => r.run(() => 'in'));
  same<string, Awaited<typeof inner>>(true);
  const passed = r.run((held) => held.run(async (deeper) => deeper.run(() => 3)));
  same<number, Awaited<typeof passed>>(true);
  const blocking: threading.BlockingLock[] = [r, new Lock(), new threading.Condition()];
  // @ts-expect-error an RLock has no bare async acquire
  await r.acquire();
  // @ts-expect-error nor hold
  await r.hold();
  const owned: boolean = r.owned;
  void [owned, r.depth, r.locked, r.name, r.scope, blocking];
  const c = new threading.Condition();
  let ready = false;
  using _ = await c.hold({ signal });
  await c.waitFor(() => ready, { timeout: 100, signal });
  // @ts-expect-error an async predicate would always be truthy
  await c.waitFor(async () => ready);
  c.notify(2);
  c.notifyAll();
  ready = true;
  const four = c.run(async () => 4);
  same<number, Awaited<typeof four>>(true);
  const cr = new threading.Condition(r, { name: 'over r' });
  same<threading.RLock, typeof cr.lock>(true);
  cr.acquireSync();
  cr.waitSync({ timeout: 1 });
  cr.release();
  const five = cr.run((held) => held.run(() => 5));
  same<number, Awaited<typeof five>>(true);
  // @ts-expect-error over an RLock
  await cr.acquire();
  // @ts-expect-error over an RLock
  await cr.hold();
  local.set(new Map());
  const size: number | undefined = local.get()?.size;
  const made = new threading.Local(() => 'made');
  same<string | undefined, ReturnType<typeof made.get>>(true);
  void [size, counterLock.locked, c.locked, cr.locked];
}

export async function meetings(signal: AbortSignal): Promise<void> {
  const semaphore: threading.Semaphore = new threading.BoundedSemaphore(3, { name: 's' });
  {
    using guard = await semaphore.hold({ timeout: 5, signal });
    void guard.held;
  }
  if (semaphore.tryAcquire() || semaphore.acquireSync({ timeout: 1 })) semaphore.release(1);
  same<number, typeof semaphore.value>(true);
  same<number, Awaited<ReturnType<typeof semaphore.run<number>>>>(true);
  // @ts-expect-error a semaphore has no blocking run
  semaphore.runSync;
  const barrier = new threading.Barrier(2, { action: quiet, timeout: 100, name: 'b' });
  const index: number = await barrier.wait({ timeout: 5, signal });
  void [index, barrier.waitSync(), barrier.parties, barrier.waiting, barrier.broken];
  new threading.Barrier(2, { action: () => {} });
  // @ts-expect-error an action has no arguments
  new threading.Barrier(2, { action: area });
  // @ts-expect-error a barrier has parties
  new threading.Barrier();
  const timer: threading.ThreadInfo = new threading.Timer(50, () => {}).start();
  const ringing = new threading.Timer(50, square, [3]).start();
  ringing.cancel();
  const finished: boolean = ringing.finished;
  void [await timer.join({ signal }), ringing.joinSync({ timeout: 0 }), finished];
}

export async function threads(): Promise<void> {
  const words = new SharedArrayBuffer(4);
  const thread = new threading.Thread(counted, {
    args: [new Lock(), new threading.Event(), words],
    name: 'w',
    daemon: true,
  }).start();
  // @ts-expect-error the argument is missing
  new threading.Thread(square);
  // @ts-expect-error wrong type
  new threading.Thread(square, { args: ['3'] });
  // @ts-expect-error a closure does not travel
  new threading.Thread(() => 3);
  new threading.Thread(quiet);
  new threading.Thread(optional, { args: [1] });
  const all: threading.Thread[] = [thread, new threading.Thread(square, { args: [3] })];
  for (const one of all) await one.join({ timeout: 100 });
  threading.setExcepthook(({ error, thread: failed }) => console.error(failed?.name, error.message));
  threading.setExcepthook(threading.defaultExcepthook);
  threading.setExcepthook(null);
  const info: threading.ThreadInfo[] = threading.enumerate();
  const ident: number = threading.getIdent();
  const native: number | null = threading.getNativeId();
  void [info, ident, native, threading.currentThread(), threading.mainThread(), threading.activeCount()];
  void threading.TIMEOUT_MAX;
  const module = remote<typeof import('./api-shape.ts')>(new URL('./api-shape.ts', import.meta.url));
  new threading.Thread(module.area, { args: [1, 2] });
  // @ts-expect-error an export that is not a task
  module.locks;
}

export async function processes(signal: AbortSignal): Promise<void> {
  const mp = multiprocessing;
  const process = new mp.Process(square, {
    args: [3],
    name: 'p',
    daemon: true,
    runtime: 'bun',
    startMethod: 'standby',
  }).start();
  same<boolean, Awaited<ReturnType<typeof process.join>>>(true);
  await process.join({ timeout: 1000, signal });
  const [code, pid]: [number | null, number | undefined] = [process.exitCode, process.pid];
  process.joinSync({ timeout: 1 });
  process.terminate();
  process.kill();
  process.interrupt();
  process.close();
  const sentinel: Promise<void> = process.sentinel;
  same<typeof process.target, Task<[number], number>>(true);
  {
    using scoped = new mp.Process(quiet).start();
    void scoped.isAlive;
  }
  // @ts-expect-error the argument is missing
  new mp.Process(square);
  // @ts-expect-error wrong type
  new mp.Process(square, { args: ['3'] });
  // @ts-expect-error a closure does not travel
  new mp.Process(() => 3);
  // @ts-expect-error no such start method
  new mp.Process(quiet, { startMethod: 'fork' });
  new mp.Process(optional, { args: [1] });
  const all: multiprocessing.Process[] = [...mp.activeChildren(), new mp.Process(square, { args: [3] })];
  const context: multiprocessing.Context = mp.getContext('spawn');
  new context.Process(square, { args: [1] });
  const [shared, row] = [context.Value('i32', 1).value, context.Array('u8', 3).length];
  void [shared, row];
  // @ts-expect-error wrong type
  new context.Process(square, { args: ['1'] });
  const methods: multiprocessing.StartMethod[] = [
    ...mp.getAllStartMethods(),
    mp.getStartMethod(),
    context.getStartMethod(),
  ];
  mp.setStartMethod('standby');
  const infos: (multiprocessing.ProcessInfo | null)[] = [mp.currentProcess(), mp.parentProcess(), process];
  const runtime: multiprocessing.Runtime = 'deno';
  const cpus: number = mp.cpuCount();
  const log: multiprocessing.Logger = mp.getLogger();
  const level: multiprocessing.Level = log.level;
  log.level = 'silent';
  // @ts-expect-error no such level
  log.level = 'loud';
  log.error('text', new Error('why'), { level });
  void [code, pid, sentinel, all, methods, infos, runtime, cpus];
}

export async function pools(pool: futures.Executor, signal: AbortSignal): Promise<void> {
  const f = pool.submit(square, 3);
  same<typeof f, futures.Future<number>>(true);
  const view: futures.Submitter = pool.with({ signal, timeout: 100, priority: 1, kill: true, transfer: [] });
  const g = view.submit(later, 10, 'x');
  same<typeof g, futures.Future<{ what: string; ms: number }>>(true);
  const h = pool.submit(crash, 'why');
  same<typeof h, futures.Future<never>>(true);
  pool.submit(optional, 1);
  // @ts-expect-error wrong argument
  pool.submit(square, '3');
  // @ts-expect-error too few
  pool.submit(area, 3);
  // @ts-expect-error a closure does not travel
  pool.submit(() => 3);
  // @ts-expect-error a view does not own the executor
  view.shutdown;
  const nine: number = await f;
  for await (const x of pool.map(square, [1, 2, 3], { chunksize: 2, buffersize: 4, timeout: 5, signal })) {
    same<typeof x, number>(true);
  }
  // @ts-expect-error strings
  pool.map(square, ['a']);
  for await (const x of pool.starmap(area, futures.zip([1, 2], new Set([3, 4]))))
    same<typeof x, number>(true);
  const asynchronous = (async function* () {
    yield 3;
  })();
  for await (const x of pool.imapUnordered(square, asynchronous)) same<typeof x, number>(true);
  const { done, notDone } = await futures.wait([f, g], { returnWhen: 'FIRST_EXCEPTION', timeout: 0, signal });
  // @ts-expect-error a blocking wait cannot be aborted
  futures.waitSync([f], { signal });
  // @ts-expect-error no such condition
  futures.waitSync([f], { returnWhen: 'SOME' });
  const mixed: Set<futures.AnyFuture> = futures.waitSync<futures.AnyFuture>([f, g]).done;
  for await (const settled of futures.asCompleted([f, g])) {
    if (settled.status === 'fulfilled') void settled.value;
    else void settled.reason;
    settled.future.addDoneCallback((x) => x.cancelled);
  }
  for (const future of futures.asCompletedSync([f], { timeout: 1 }))
    same<number, ReturnType<typeof future.resultSync>>(true);
  const both = await Promise.all([f, g]);
  same<typeof both, [number, { what: string; ms: number }]>(true);
  const own = new futures.Future<number>();
  own.setRunningOrNotifyCancel();
  own.setResult(1);
  const caught = own.catch(() => 'x');
  same<string | number, Awaited<typeof caught>>(true);
  const error: Error | undefined = own.exceptionSync();
  await pool.shutdown({ wait: false, cancelFutures: true });
  pool.shutdownSync({ cancelFutures: true });
  await using _ = pool;
  void [nine, done, notDone, mixed, error, own.resultSync(), own.done, own.running, own.cancelled];
}

function threadPools(): void {
  void new futures.ThreadPoolExecutor();
  const pool = new futures.ThreadPoolExecutor({
    maxWorkers: 4,
    minWorkers: 1,
    idleTimeout: 1000,
    namePrefix: 'crunch',
    initializer: area,
    initargs: [1, 2],
  });
  same<typeof pool, futures.ThreadPoolExecutor<[number, number]>>(true);
  const executor: futures.Executor = pool;
  void new futures.ThreadPoolExecutor({ initializer: quiet });
  void new futures.ThreadPoolExecutor({ initializer: optional, initargs: [1] });
  // @ts-expect-error its initialiser needs two numbers
  void new futures.ThreadPoolExecutor({ initializer: area });
  // @ts-expect-error the second is a number
  void new futures.ThreadPoolExecutor({ initializer: area, initargs: [1, 'x'] });
  // @ts-expect-error a task, not a closure
  void new futures.ThreadPoolExecutor({ initializer: () => 1 });
  // @ts-expect-error of processes
  void new futures.ThreadPoolExecutor({ maxTasksPerChild: 1 });
  // @ts-expect-error a number
  void new futures.ThreadPoolExecutor({ maxWorkers: '4' });
  // @ts-expect-error it blocks, and so it waits
  executor.shutdownSync({ wait: false });
  const { workers, queued, completed, wait, run } = pool.stats;
  void [workers, queued, completed, wait.p99, run.count];
}

function memory(): void {
  const mp = multiprocessing;
  const [value, array, flag] = [
    mp.Value('i64', 0n),
    mp.Array('f64', [1, 2]),
    mp.Value('bool', false, { lock: false }),
  ];
  value.value += 1n;
  array.set(0, 2.5);
  array.view[0] = 3;
  flag.value = true;
  same<bigint, ReturnType<typeof value.add>>(true);
  same<typeof array.view, Float64Array<SharedArrayBuffer>>(true);
  const it: multiprocessing.SharedValue<'i64'> = value;
  const lock: multiprocessing.Lock | multiprocessing.RLock | undefined = it.lock;
  // @ts-expect-error i64 is a bigint
  value.value = 3;
  // @ts-expect-error nothing is added to a boolean
  flag.add(true);
  // @ts-expect-error a thread lock where a process lock is wanted
  mp.Value('i32', 0, { lock: new Lock() });
  using block = new mp.SharedMemory({ create: true, size: 64 });
  const buffer: SharedArrayBuffer | ArrayBuffer = block.buffer;
  const list = new mp.ShareableList([1, 'a', null]);
  list.set(0, 2);
  same<ReturnType<typeof list.get>, number | string | null>(true);
  // @ts-expect-error no list of bigints
  list.set(0, 2n);
  block.unlink();
  void [lock, buffer, list.shm.name, [...list], list.count(1), list.indexOf('a'), list.format];
}

async function manager(): Promise<void> {
  await using memories = await new multiprocessing.SharedMemoryManager().start();
  void [memories.SharedMemory(8).closed, memories.ShareableList([1n]).length];
}

main(async () => {
  await locks(new AbortController().signal);
  await coordination(new AbortController().signal);
  await meetings(new AbortController().signal);
  await threads();
  memory();
  threadPools();
  await manager();
});
main(import.meta.url, () => {});
