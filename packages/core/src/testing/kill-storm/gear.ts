import {
  Barrier,
  Condition,
  Event,
  Lock,
  Queue,
  RLock,
  Semaphore,
  SharedValue,
} from '../../multiprocessing/index.ts';

export const PERMITS = 3;
export const PARTIES = 3;
/** Items that the buffer of the condition has room for. */
export const ROOM = 3;

/** Items that the queue has room for. */
export const QUEUED = 4;

/** What goes through the queue. */
export interface StormItem {
  readonly number: number;
  readonly bytes: Uint8Array;
}

/** What the processes of a storm share. */
export interface Gear {
  readonly barging: Lock;
  readonly fair: Lock;
  readonly reentrant: RLock;
  readonly changed: Condition<Lock>;
  readonly permits: Semaphore;
  readonly event: Event;
  readonly barrier: Barrier;
  readonly queue: Queue<StormItem>;
  /** Changed under its lock alone. */
  readonly sum: SharedValue<'i32'>;
  /** Added to without. */
  readonly hits: SharedValue<'i64'>;
  /** Where the board is. */
  readonly board: number;
}

export function makeGear(board: number): Gear {
  return {
    barging: new Lock({ name: 'barging' }),
    fair: new Lock({ fair: true, name: 'fair' }),
    reentrant: new RLock({ name: 'reentrant' }),
    changed: new Condition(new Lock({ fair: true })),
    permits: new Semaphore(PERMITS),
    event: new Event(),
    barrier: new Barrier(PARTIES),
    queue: new Queue({ maxsize: QUEUED }),
    sum: new SharedValue('i32', 0),
    hits: new SharedValue('i64', 0n, { lock: false }),
    board,
  };
}
