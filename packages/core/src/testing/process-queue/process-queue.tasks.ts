import { Empty, Full, ShutDown } from '../../errors.ts';
import type { JoinableQueue, Lock, Queue, SimpleQueue } from '../../multiprocessing/index.ts';
import { sleepSync } from '../../memory/index.ts';
import { defineTasks, type TaskRef } from '../../task/index.ts';
import { equal, ok } from '../check.ts';
import type { Form } from '../queue/attempt.ts';
import { Ledger } from './ledger.ts';
import { ended, start } from './start.ts';

/** Its number, and as much text as goes with it. */
export type StormItem = readonly [number: number, text: string];

type Numbers = Queue<number>;
type Anything = Queue<unknown>;

function take<T>(queue: Queue<T>, form: Form): T | Promise<T> {
  return form === 'sync' ? queue.getSync() : queue.get();
}

const bodies = {
  /** Puts numbers, from `first` on. */
  async produce(queue: Numbers, first: number, count: number, form: Form): Promise<void> {
    for (let number = first; number < first + count; number += 1) {
      if (form === 'sync') queue.putSync(number);
      else await queue.put(number);
    }
  },

  /** Gets until shutdown, and gives what it got to another queue. */
  async consume(from: Numbers, into: Queue<readonly number[]>, form: Form): Promise<void> {
    const got: number[] = [];
    try {
      for (;;) {
        got.push(await take(from, form));
        from.taskDone();
      }
    } catch (error) {
      if (!(error instanceof ShutDown)) throw error;
    }
    into.putNowait(got);
  },

  /** Sends everything back until it gets null. */
  async echo(from: Anything, into: Anything, form: Form): Promise<void> {
    for (;;) {
      const item = await take(from, form);
      if (item === null) return;
      if (form === 'sync') into.putSync(item);
      else await into.put(item);
    }
  },

  /** Puts one item of so many bytes. */
  large(queue: Anything, bytes: number): void {
    queue.putSync(new Uint8Array(bytes).fill(7));
  },

  /** Starts a child of its own on the same queue. */
  async nested(queue: Numbers): Promise<void> {
    const inner = start(tasks.produce, [queue, 1, 3, 'sync']);
    await ended(inner);
    queue.putSync(4);
  },

  /** Uses the primitives that come in a queue, and sends a queue of its own back. */
  async uses(queue: Queue<{ readonly lock: Lock; readonly into: SimpleQueue<unknown> }>): Promise<void> {
    const { lock, into } = queue.getSync();
    ok(lock.locked, 'it is another lock');
    lock.release();
    const { Queue: QueueClass } = await import('../../multiprocessing/index.ts');
    const own = new QueueClass<string>({ name: 'of the child' });
    own.putSync('from inside');
    into.putSync(own);
  },

  /** Says that it is there, then waits to put or get for ever. */
  async waits(queue: Numbers, there: Numbers, doing: 'put' | 'get', form: Form): Promise<void> {
    there.putSync(1);
    if (doing === 'get') await take(queue, form);
    else if (form === 'sync') queue.putSync(-1);
    else await queue.put(-1);
  },

  /** Gets all that is told by -1, and reports each done. */
  workOff(queue: JoinableQueue<number>): void {
    for (;;) {
      const number = queue.getSync();
      queue.taskDone();
      if (number < 0) return;
    }
  },

  /** Puts and gets as fast as it can, until it is told to stop or killed. */
  hammer(queue: Queue<StormItem>, at: number, place: number): void {
    const ledger = new Ledger(at);
    for (let turn = 0; !ledger.stopped; turn += 1) {
      // In turns of changing length, so that the queue is empty at times, and full.
      const many = 1 + (turn % 40);
      if (ledger.isScarce) sleepSync(2);
      for (let count = 0; count < many && !ledger.stopped; count += 1) {
        const number = ledger.number();
        if (number === undefined) return;
        try {
          queue.putSync([number, 'x'.repeat((number * 13) % 300)], { timeout: 2 });
          ledger.wasPut(number);
        } catch (error) {
          if (!(error instanceof Full)) throw error;
        }
      }
      for (let count = 0; count < many && !ledger.stopped; count += 1) {
        ledger.reaches(place, true);
        try {
          const [number, text] = queue.getSync({ timeout: 2 });
          ledger.wasGot(number);
          equal(text.length, (number * 13) % 300);
        } catch (error) {
          if (!(error instanceof Empty)) throw error;
        }
        ledger.reaches(place, false);
      }
    }
  },

  /** What a module did while it was being loaded. */
  async looksAtModule(queue: Anything): Promise<void> {
    const { got } = await import('./top-level.ts');
    equal(got, ['put at the top', 'and another']);
    queue.putSync(got);
  },
};

const tasks: typeof bodies & { readonly [K in keyof typeof bodies]: TaskRef } = defineTasks(
  import.meta.url,
  bodies,
);
export const processQueueTasks: typeof tasks = tasks;
