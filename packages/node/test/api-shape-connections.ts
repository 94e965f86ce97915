/**
 * The public shape of queues and connections between processes: compiled, and never run.
 */
import { defineTasks, multiprocessing } from '@interleave/node';

export const { produce, double } = defineTasks(import.meta.url, {
  produce: (queue: multiprocessing.Queue<number>, end: multiprocessing.Connection) => {
    end.sendSync(queue.getSync());
  },
  double: (n: number) => n * 2,
});

export async function processQueues(signal: AbortSignal): Promise<void> {
  const mp = multiprocessing;
  const queue = new mp.Queue<number>({ name: 'q', maxsize: 3, maxBytes: 100 });
  await queue.put(1, { timeout: 5, signal });
  const item: number = await queue.get();
  queue.close();
  const [closed, scope]: [boolean, 'process'] = [queue.closed, queue.scope];
  const joinable: multiprocessing.Queue<string> = new mp.JoinableQueue<string>();
  joinable.taskDone();
  const simple = new mp.SimpleQueue<{ readonly a: number }>();
  simple.putSync({ a: item });
  simple.close();
  // @ts-expect-error wrong type
  simple.putNowait({ a: '1' });
  const context = mp.getContext();
  new context.Queue<number>().putNowait(1);
  new context.JoinableQueue<number>().shutdown();
  void [closed, scope];
}

export async function connections(signal: AbortSignal): Promise<void> {
  const mp = multiprocessing;
  const [one, other]: [multiprocessing.Connection, multiprocessing.Connection] = mp.Pipe({ duplex: false });
  await other.send({ a: 1 }, { timeout: 5, signal });
  other.sendSync(1, { timeout: 5 });
  const { a } = await one.recv<{ readonly a: number }>({ signal });
  const unknown: unknown = one.recvSync();
  const there: boolean = (await one.poll()) && one.pollSync({ timeout: 3 });
  await other.sendBytes(new SharedArrayBuffer(8), { offset: 1, size: 2 });
  other.sendBytesSync(new DataView(new ArrayBuffer(8)));
  const bytes: Uint8Array = await one.recvBytes({ maxLength: 5 });
  const count: number = one.recvBytesIntoSync(bytes, { offset: 2 });
  // @ts-expect-error no bytes
  other.sendBytesSync('text');
  const ready: (multiprocessing.Connection | multiprocessing.ProcessInfo)[] = await mp.wait(
    [one, mp.currentProcess()],
    { timeout: 5, signal },
  );
  const child = new mp.Process(produce, { args: [new mp.Queue<number>(), one] }).start();
  const either: number = (await mp.wait([one, child], { timeout: 5 })).length;
  const settled: Promise<number>[] = await mp.wait([Promise.resolve(1)]);
  {
    using scoped = mp.getContext().Pipe()[0];
    void [scoped.closed, scoped.readable, scoped.writable];
  }
  one.close();
  void [a, unknown, there, count, ready, settled, either];
}

export async function listeners(signal: AbortSignal): Promise<void> {
  const mp = multiprocessing;
  using listener: multiprocessing.Listener = new mp.Listener({ port: 0 }, 'key', { backlog: 5 });
  const [client, accepted]: [multiprocessing.Connection, multiprocessing.Connection] = await Promise.all([
    mp.Client(listener.address, new Uint8Array(3), { timeout: 5, signal }),
    listener.accept({ timeout: 5, signal }),
  ]);
  const blocking: multiprocessing.Connection = listener.acceptSync({ timeout: 0 });
  const address: string | { host?: string; port: number } = listener.address;
  const last: string | undefined = listener.lastAccepted;
  const ready = await mp.wait([listener, client]);
  void [new mp.Listener(), new mp.Listener('/path'), accepted, blocking, address, last, ready];
  // @ts-expect-error a blocking wait cannot be aborted
  listener.acceptSync({ signal });
  // @ts-expect-error a port is a number
  new mp.Listener({ port: '80' });
}

export async function managers(): Promise<void> {
  const mp = multiprocessing;
  await using manager: multiprocessing.Manager = await mp.Manager({ address: { port: 0 }, authkey: 'key' });
  const dict = await manager.dict<number>([['a', 1]]);
  const got: number | undefined = (await dict.get('a')) ?? dict.getSync('b');
  const [keys, copy]: [(string | number)[], Map<string | number, number>] = [
    await dict.keys(),
    dict.copySync(),
  ];
  // @ts-expect-error a value of another type
  await dict.set('a', 'text');
  const list: multiprocessing.ListProxy<string> = await manager.list(['a']);
  const length: number = (await list.push('b', 'c')) + list.lengthSync();
  const [space, value] = [await manager.Namespace({ x: 1 }), await manager.Value(3)];
  const x: unknown = await space.get('x');
  value.setSync(4);
  // @ts-expect-error the value is a number
  await value.set('4');
  const set: multiprocessing.SetProxy<number> = await manager.set([1]);
  const union: Set<number> = await set.union(set, new Set([2]));
  // @ts-expect-error a member of another type
  await set.add('2');
  const array: multiprocessing.ArrayProxy<bigint> = await manager.Array('i64', 3);
  const [first, all]: [bigint, bigint[]] = [await array.get(0), array.sliceSync()];
  // @ts-expect-error an i32 is a number
  await manager.Array('i32', [1n]);
  await using pool: multiprocessing.PoolProxy = await manager.Pool({ processes: 2 });
  const [squares, square]: [number[], number] = [await pool.map(double, [1]), pool.applySync(double, [2])];
  const result: multiprocessing.AsyncResultProxy<number> = await pool.applyAsync(double, [1]);
  const doubled: number = (await result.get({ timeout: 3 })) + result.getSync();
  for await (const each of await pool.imap(double, [1])) void (each satisfies number);
  // @ts-expect-error an item of another type
  await pool.map(double, ['1']);
  // @ts-expect-error no callbacks
  await pool.applyAsync(double, [1], { callback: () => {} });
  void [union, first, all, squares, square, doubled];
  const lock: multiprocessing.Lock = await manager.Lock();
  const queue: multiprocessing.Queue<number> = await manager.Queue<number>({ maxsize: 2 });
  const barrier: multiprocessing.Barrier = await manager.Barrier(2);
  const other: multiprocessing.Manager = await mp.connectManager({
    address: manager.address,
    authkey: 'key',
  });
  // @ts-expect-error a key is needed
  await mp.connectManager({ address: manager.address });
  const where: [number, string | { host?: string; port: number }] = [manager.pid, manager.address];
  await other.shutdown();
  void [got, keys, copy, length, x, lock, queue, barrier, where, mp.getContext().Manager];
}
