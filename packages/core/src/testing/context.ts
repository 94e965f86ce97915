import type { Task } from '../task/index.ts';
import { Thread, type Lock } from '../threading/index.ts';
import { kindsOf, type Kinds } from './kinds.ts';
import type { Place } from './cases.ts';
import { PATIENCE } from './board.ts';
import { CheckError } from './check.ts';

/** What a case gets: where it runs, and threads whose errors and ends are not forgotten. */
export class Context {
  readonly place: Place;
  /** The classes on test, of the scope on test. */
  readonly of: Kinds;
  readonly #threads: Thread[] = [];

  constructor(place: Place) {
    this.place = place;
    this.of = kindsOf(place.scope);
  }

  /** A lock of the variant on test. */
  lock(name?: string): Lock {
    const fair = this.place.variant === 'fair';
    return new this.of.Lock(name === undefined ? { fair } : { fair, name });
  }

  /** Starts a thread that must end, without an error, before the case does. */
  start<A extends unknown[]>(task: Task<A>, ...args: A): Thread {
    const thread = new Thread(task as unknown as Task<unknown[]>, { args }).start();
    this.#threads.push(thread as unknown as Thread);
    return thread as unknown as Thread;
  }

  /** Starts `count` threads on the same task and arguments. */
  startAll<A extends unknown[]>(count: number, task: Task<A>, ...args: A): Thread[] {
    return Array.from({ length: count }, () => this.start(task, ...args));
  }

  /** Starts a thread that the case itself sees to, because it fails, dies or outlives the case. */
  launch<A extends unknown[]>(
    task: Task<A>,
    args: A,
    options: { name?: string; daemon?: boolean } = {},
  ): Thread {
    return new Thread(task as unknown as Task<unknown[]>, { ...options, args }).start() as unknown as Thread;
  }

  /** Waits for every started thread; a failed one fails the case. */
  async finish(): Promise<void> {
    for (const thread of this.#threads) {
      if (!(await thread.join({ timeout: PATIENCE }))) throw new CheckError(`${thread.name} does not end`);
      if (thread.error !== undefined) throw thread.error;
    }
  }
}

/** Runs a case here, and sees its threads end even when it fails. */
export async function runHere(body: (t: Context) => void | Promise<void>, place: Place): Promise<void> {
  const context = new Context(place);
  await body(context);
  await context.finish();
}
