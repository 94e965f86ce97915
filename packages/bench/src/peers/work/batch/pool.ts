/**
 * Two workers and one message for all tasks that one turn of the event loop submits, and one for all their results:
 * what one writes by hand where speed is all. A batch goes to whoever has less to do, in two parts where that evens them
 * out. Beside what a message for each task lacks too, one slow task holds up the results of its whole batch.
 *
 * @module
 */

import { type BareWorker, newWorker } from '../bare/start-worker.ts';
import { type Pool, type TaskName, WORKERS } from '../pool/pool.ts';
import { poolSubjects } from '../pool/subjects.ts';

type Resolve = (result: unknown) => void;

class Mate {
  readonly #worker: BareWorker = newWorker(new URL('./pool-partner.ts', import.meta.url));
  /** Batches are answered in their order. */
  readonly #sent: Resolve[][] = [];
  busy = 0;

  constructor() {
    this.#worker.onMessage((message) => {
      const batch = this.#sent.shift() ?? [];
      this.busy -= batch.length;
      for (const [place, result] of (message as unknown[]).entries()) batch[place]?.(result);
    });
  }

  send(work: readonly unknown[], resolves: Resolve[]): void {
    if (resolves.length === 0) return;
    this.busy += resolves.length;
    this.#sent.push(resolves);
    this.#worker.post(work);
  }
}

function open(): Pool {
  const [one, other] = Array.from({ length: WORKERS }, () => new Mate()) as [Mate, Mate];
  /** Tasks and their values in turn. */
  let work: unknown[] = [];
  let resolves: Resolve[] = [];
  const flush = (): void => {
    const count = resolves.length;
    const share = Math.min(count, Math.max(0, Math.ceil((other.busy + count - one.busy) / 2)));
    one.send(share === count ? work : work.slice(0, 2 * share), resolves.slice(0, share));
    other.send(share === 0 ? work : work.slice(2 * share), resolves.slice(share));
    work = [];
    resolves = [];
  };
  return {
    call: (task: TaskName, value) =>
      new Promise((resolve) => {
        // After everything that the same turn still submits.
        if (resolves.length === 0) queueMicrotask(flush);
        work.push(task, value);
        resolves.push(resolve);
      }),
    move: () => Promise.reject(new TypeError('A batch moves nothing')),
  };
}

export const subjects: ReturnType<typeof poolSubjects> = poolSubjects(open);
