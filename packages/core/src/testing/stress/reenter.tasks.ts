import { AbandonedError, TimeoutError } from '../../errors.ts';
import { defineTasks, type TaskRef } from '../../task/index.ts';
import type { Held, RLock } from '../../threading/index.ts';
import { GO, mark, read, sleep, type Board } from '../board.ts';
import { equal } from '../check.ts';
import { die } from '../runtime.ts';
import type { Doom } from './hammer.tasks.ts';
import { seededRandom as random } from '../../scenario/random.ts';

/** The word that is counted in without atomics: exact only if the lock excludes. */
export const PLAIN = 4;
/** The same count, atomic. */
export const TRUE_COUNT = 5;
/** Waits that ended without the lock. */
export const MISSED = 6;
/** From here on: how often the lock was had so deep. */
export const BY_DEPTH = 8;
export const DEEPEST = 3;

function count(board: Board, depth: number): void {
  const seen = board[PLAIN]!;
  for (let i = 0; i < 30; i++);
  board[PLAIN] = seen + 1;
  mark(board, TRUE_COUNT);
  mark(board, BY_DEPTH + depth);
}

/** Takes the lock by blocking, some levels deep. */
function byBlocking(lock: RLock, board: Board, next: () => number): void {
  const deep = 1 + Math.floor(next() * DEEPEST);
  const timeout = next() < 0.5 ? Infinity : next() * 3;
  if (!lock.acquireSync({ timeout })) return void mark(board, MISSED);
  for (let depth = 1; depth < deep; depth++) lock.acquireSync({ timeout: 0 });
  equal([lock.depth, lock.owned], [deep, true], 'depth');
  count(board, deep);
  for (let depth = 0; depth < deep; depth++) lock.release();
}

/** Takes the lock in a flow, some levels deep, with awaits between them. */
async function byFlow(lock: RLock, board: Board, next: () => number): Promise<void> {
  const deep = 1 + Math.floor(next() * DEEPEST);
  const controller = new AbortController();
  const timeout = next() < 0.7 ? Infinity : next() * 3;
  if (next() < 0.2) void sleep(next() * 3).then(() => controller.abort('aborted'));
  const level = async (held: Held, depth: number): Promise<void> => {
    if (next() < 0.5) await Promise.resolve();
    equal([lock.depth, lock.owned], [depth, true], 'depth');
    if (depth < deep) await held.run((inner) => level(inner, depth + 1));
    else count(board, deep);
    equal(lock.depth, depth, 'depth');
  };
  try {
    await lock.run((held) => level(held, 1), { timeout, signal: controller.signal });
  } catch (error) {
    if (error !== 'aborted' && !(error instanceof TimeoutError)) throw error;
    mark(board, MISSED);
  }
}

const bodies = {
  /** Hammers the lock: blocking with one flow, or with several flows that never block. */
  async reenter(
    lock: RLock,
    board: Board,
    seed: number,
    blocking: boolean,
    doom: Doom | undefined,
  ): Promise<void> {
    const next = random(seed);
    const end = performance.now() + (doom?.afterMs ?? Infinity);
    const flow = async (): Promise<void> => {
      for (let i = 0; read(board, GO) === 0 && performance.now() < end; i++) {
        if (i % 64 === 0) await sleep(0);
        try {
          if (blocking) byBlocking(lock, board, next);
          else await byFlow(lock, board, next);
        } catch (error) {
          // The lock of a thread whose death is not certain yet: its waiters may come again.
          if (!(error instanceof AbandonedError)) throw error;
          await sleep(1);
        }
      }
    };
    await Promise.all(Array.from({ length: blocking ? 1 : 4 }, flow));
    if (doom === undefined) return;
    if (doom.holding && blocking && lock.acquireSync({ timeout: 1000 })) lock.tryAcquire();
    else if (doom.holding)
      void lock.run((held) =>
        held.run(async () => {
          die(doom.way);
          await sleep(2 ** 30);
        }),
      );
    await sleep(doom.holding && !blocking ? 1000 : 0);
    die(doom.way);
    await sleep(2 ** 30);
  },
};

type Tasks<D> = { readonly [K in keyof D]: D[K] & TaskRef };

export const reenterTasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);
