import { currentProgram } from '../../agent/program.ts';
import { asCompleted, Future, ThreadPoolExecutor, wait } from '../../futures/index.ts';
import { HEADER } from '../../memory/index.ts';
import { Queue, SimpleQueue } from '../../queue/index.ts';
import { Event, Lock } from '../../threading/index.ts';
import { sleep } from '../board.ts';
import { collectGarbage, heapUsed, residentBytes, say } from '../runtime.ts';
import { poolTasks } from './pools.tasks.ts';

const AT_ONCE = 1000;

/** Heap and resident bytes, and the bytes of the window that were ever given out. */
export type Bytes = readonly [heap: number, resident: number, window: number];

/** V8's young generation at its largest: it grows to that, and is not given back at once. */
const YOUNG = 3 * 32e6;

/** What is more than it was after a tenth; undefined where it is as it was. */
export function growth(first: Bytes, last: Bytes): string | undefined {
  const limits = [first[0] * 1.5 + 4e6, first[1] * 1.5 + YOUNG, first[2] * 1.5 + 1e6];
  const grown = limits.findIndex((limit, index) => (last[index] as number) >= limit);
  return grown < 0 ? undefined : `${['heap', 'resident', 'window'][grown]} ${first[grown]} -> ${last[grown]}`;
}

/** After garbage collection. */
async function measure(): Promise<Bytes> {
  await sleep(20);
  collectGarbage();
  collectGarbage();
  return [heapUsed(), residentBytes(), currentProgram().words.load(HEADER.bump) * 4];
}

/**
 * Waits `rounds` thousand times, each with a timeout that is far away, in ways that all end early; says how much
 * memory is in use after the first tenth and at the end.
 */
export async function flat(primitive: string, how: string, rounds: number): Promise<void> {
  const waitFor = earlyWaits(primitive, how);
  const tenth = Math.ceil(rounds / 10);
  await waitFor(tenth);
  const first = await measure();
  await waitFor(rounds - tenth);
  const last = await measure();
  say(JSON.stringify({ primitive, how, waits: rounds * AT_ONCE, first, last }));
}

/** Does so many rounds of a thousand waits. */
export function earlyWaits(primitive: string, how: string): (rounds: number) => Promise<void> {
  const kinds = { lock: lockWaits, event: eventWaits, future: futureWaits, pool: poolCalls };
  const round = how === 'drop' ? drops(primitive) : kinds[primitive as keyof typeof kinds](how === 'abort');
  return async (rounds) => {
    for (let i = 0; i < rounds; i++) await round();
  };
}

function lockWaits(abort: boolean): () => Promise<void> {
  const lock = new Lock();
  return async () => {
    await lock.acquire();
    const controller = new AbortController();
    const { signal } = controller;
    const waits = Array.from({ length: AT_ONCE }, async () => {
      if (await lock.acquire(abort ? { timeout: 1e6, signal } : { timeout: 1e6 })) lock.release();
    });
    if (abort) controller.abort('x');
    else lock.release();
    await Promise.allSettled(waits);
    if (abort) lock.release();
  };
}

function eventWaits(abort: boolean): () => Promise<void> {
  const event = new Event();
  return async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const waits = Array.from({ length: AT_ONCE }, () =>
      event.wait(abort ? { timeout: 1e6, signal } : { timeout: 1e6 }),
    );
    if (abort) controller.abort('x');
    else event.set();
    await Promise.allSettled(waits);
    event.clear();
  };
}

/** Waits for one future and for many, of which one lasts. */
function futureWaits(abort: boolean): () => Promise<void> {
  const lasting = sharedFuture();
  return async () => {
    const [controller, passing] = [new AbortController(), sharedFuture()];
    const options = { timeout: 1e6, signal: controller.signal };
    const waits = Array.from({ length: AT_ONCE }, (_, index) => {
      if (index % 3 === 0) return passing.result(options);
      if (index % 3 === 1) return wait([passing, lasting], { ...options, returnWhen: 'FIRST_COMPLETED' });
      return first(asCompleted([lasting, passing], options));
    });
    if (abort) controller.abort('x');
    else passing.setResult(1);
    await Promise.allSettled(waits);
  };
}

async function first(iterator: AsyncIterable<unknown>): Promise<unknown> {
  for await (const item of iterator) return item;
  return undefined;
}

function sharedFuture<T = number>(): Future<T> {
  const [future, queue] = [new Future<T>(), new SimpleQueue<Future<T>>()];
  queue.putNowait(future);
  return queue.getNowait();
}

function poolCalls(abort: boolean): () => Promise<void> {
  const pool = new ThreadPoolExecutor({ maxWorkers: 2 });
  return async () => {
    const controller = new AbortController();
    const view = pool.with(abort ? { signal: controller.signal, timeout: 1e6 } : { timeout: 1e6 });
    const calls = Array.from({ length: AT_ONCE }, (_, index) =>
      view.submit(poolTasks.echo, [index, 'x'.repeat(index)]),
    );
    if (abort) controller.abort('x');
    await Promise.allSettled(calls);
  };
}

/** A queue with a primitive and a queue inside, both of which only its item refers to. */
function makeFullQueue(): void {
  const queue = new Queue<unknown>();
  queue.putNowait([new Lock(), new Queue()]);
  queue.putNowait('x'.repeat(100));
  queue.getNowait();
  queue.putNowait([new Lock()]);
}

/** Not a wait: primitives that are made, used and dropped. Their words must come back. */
function drops(primitive: string): () => Promise<void> {
  let round = 0;
  return async () => {
    for (let i = 0; i < AT_ONCE; i++) {
      if (primitive === 'lock') new Lock({ fair: i % 2 === 0 }).runSync(() => {});
      else if (primitive === 'event') new Event().set();
      else if (primitive === 'future') sharedFuture<unknown>().setResult([i, new Lock()]);
      else makeFullQueue();
    }
    round += 1;
    if (round % (primitive === 'queue' || primitive === 'future' ? 2 : 20) !== 0) return;
    collectGarbage();
    await sleep(1);
  };
}
