import { errors, threading, type queue } from '../../index.ts';
import { equal, throws } from '../check.ts';
import { runCases } from '../run-cases.tasks.ts';

/** A counter that only a lock makes right. */
export interface Counter {
  readonly lock: threading.Lock;
  readonly words: Int32Array<SharedArrayBuffer>;
  readonly rounds: number;
}

export const foreignBodies = {
  /** Adds, blocking for the lock. */
  count({ lock, words, rounds }: Counter): void {
    for (let round = 0; round < rounds; round += 1) {
      lock.acquireSync();
      words[0] = (words[0] as number) + 1;
      lock.release();
    }
  },

  async waits(event: threading.Event): Promise<boolean> {
    return await event.wait();
  },

  blocks(event: threading.Event): boolean {
    return event.waitSync();
  },

  /** Sends back whatever comes, until the queue is shut down. */
  async echoes({ from, to }: { from: queue.Queue<unknown>; to: queue.Queue<unknown> }): Promise<number> {
    let count = 0;
    for await (const item of from) {
      await to.put(item);
      count += 1;
    }
    return count;
  },

  /** What this worker is to threading. */
  introduces(): unknown {
    const me = threading.currentThread();
    const listed = threading.enumerate().map(({ name }) => name);
    throws(errors.StateError, () => me.joinSync(), 'join');
    equal(me.ident, threading.getIdent());
    const { name, ident, daemon, isAlive: alive } = me;
    return { name, ident, daemon, alive, listed, main: threading.mainThread().name };
  },

  startsThread(): void {
    const thread = new threading.Thread(runCases as never, { args: [] } as never);
    throws(errors.UnsupportedError, () => thread.start(), 'start');
    throws(errors.UnsupportedError, () => threading.setExcepthook(() => {}), 'setExcepthook');
  },

  same(lock: threading.Lock): string {
    return String(lock);
  },
};
