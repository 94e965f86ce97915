import { defineTasks, shared, type TaskRef } from '../../task/index.ts';
import { Condition, currentThread, Event, Local, Lock, RLock } from '../../threading/index.ts';
import { DONE, FREE, GO, mark, read, spinUntil, STARTED, type Board } from '../board.ts';
import { equal, ok } from '../check.ts';

const url = import.meta.url;

export const counter: Lock = shared(url, 'counter', () => new Lock({ name: 'counter' }));
export const guard: RLock = shared(url, 'guard', () => new RLock());
export const changed: Condition<RLock> = shared(url, 'changed', () => new Condition(guard));
export const flag: Event = shared(url, 'flag', () => new Event({ name: 'flag' }));
export const own: Local<string> = shared(url, 'own', () => new Local(() => `of ${currentThread().name}`));

const bodies = {
  /** Counts in plain memory under the module's lock: right only when that is one lock. */
  count(board: Board, times: number): void {
    mark(board, STARTED);
    for (let i = 0; i < times; i++) {
      counter.runSync(() => {
        const seen = board[FREE]!;
        for (let j = 0; j < 20; j++);
        board[FREE] = seen + 1;
      });
    }
    mark(board, DONE);
  },

  /** That what was sent is what the module has. */
  same(lock: Lock, condition: Condition<RLock>, event: Event): void {
    ok(lock === counter, 'the lock that came is not the module’s');
    ok(condition === changed && condition.lock === guard, 'the condition is not the module’s');
    ok(event === flag, 'the event is not the module’s');
    equal([lock.locked, guard.depth, event.isSet], [true, 2, true]);
    equal(own.get(), `of ${currentThread().name}`);
  },

  /** Races other threads for many names at once; says how many locks it got first. */
  race(board: Board, prefix: string, names: number): void {
    mark(board, STARTED);
    spinUntil(() => read(board, GO) > 0, 'GO');
    for (let i = 0; i < names; i++) {
      const lock = shared(url, `${prefix} ${i}`, () => new Lock());
      // A thread that has ended leaves its locks to be taken over.
      if (lock.tryAcquire() && !lock.abandoned) mark(board, FREE);
    }
    mark(board, DONE);
  },

  /** Sets an event that nobody else has yet, and ends. */
  setOne(name: string): void {
    shared(url, name, () => new Event()).set();
  },
};

type Tasks<D> = { readonly [K in keyof D]: D[K] & TaskRef };

export const sharedTasks: Tasks<typeof bodies> = defineTasks(url, bodies);
