import { defineTasks, type TaskRef } from '../../task/index.ts';
import type { Condition, Lock } from '../../threading/index.ts';
import { GO, mark, read, sleep, type Board } from '../board.ts';
import { ok } from '../check.ts';
import { die } from '../runtime.ts';
import type { Doom } from './hammer.tasks.ts';
import { seededRandom as random } from '../../scenario/random.ts';

/** Counted without atomics, under the lock. */
export const ITEMS = 4;
export const PUT = 5;
export const TAKEN = 6;
export const LIMIT = 3;
/** 1 from when consumers that find nothing end. */
export const STOP = 7;
/** How waits ended. */
export const NOTIFIED = 8;
export const TIMED_OUT = 9;
export const ABORTED = 10;
export const DIED = 11;

/** A bounded buffer: two conditions over one lock. */
export interface Buffer {
  readonly notEmpty: Condition<Lock>;
  readonly notFull: Condition<Lock>;
}

/** After GO nobody gives up, so that a notification which got lost is not made up for by one that looks again. */
async function wait(
  condition: Condition<Lock>,
  board: Board,
  next: () => number,
  blocking: boolean,
): Promise<void> {
  const patient = read(board, GO) > 0 || next() < 0.5;
  const timeout = patient ? Infinity : next() * 3;
  const controller = new AbortController();
  const aborts = !patient && !blocking && next() < 0.5;
  if (aborts) void sleep(next() * 3).then(() => controller.abort('aborted'));
  const { signal } = controller;
  try {
    const options = aborts ? { signal } : { timeout };
    const notified = blocking ? condition.waitSync({ timeout }) : await condition.wait(options);
    mark(board, notified ? NOTIFIED : TIMED_OUT);
  } catch (reason) {
    if (reason !== 'aborted') throw reason;
    mark(board, ABORTED);
  }
}

type Step = (
  buffer: Buffer,
  board: Board,
  next: () => number,
  blocking: boolean,
) => boolean | Promise<boolean>;

const put: Step = async ({ notEmpty, notFull }, board, next, blocking) => {
  while (board[ITEMS]! >= LIMIT) await wait(notFull, board, next, blocking);
  board[ITEMS]!++;
  board[PUT]!++;
  ok(board[ITEMS]! <= LIMIT, `${board[ITEMS]} items`);
  notEmpty.notify();
  return read(board, GO) === 0;
};

const take: Step = async ({ notEmpty, notFull }, board, next, blocking) => {
  while (board[ITEMS] === 0) {
    if (read(board, STOP) > 0) return false;
    await wait(notEmpty, board, next, blocking);
  }
  board[ITEMS]!--;
  board[TAKEN]!++;
  ok(board[ITEMS]! >= 0, `${board[ITEMS]} items`);
  notFull.notify();
  return true;
};

async function work(
  step: Step,
  buffer: Buffer,
  board: Board,
  seed: number,
  blocking: boolean,
  doom: Doom | undefined,
): Promise<void> {
  const next = random(seed);
  const { notEmpty } = buffer;
  const flow = async (): Promise<void> => {
    for (let i = 0, on = true; on; i++) {
      if (i % 16 === 0) await sleep(next() * 2);
      if (blocking) {
        notEmpty.acquireSync();
        on = await step(buffer, board, next, true);
        notEmpty.release();
      } else on = await notEmpty.run(() => step(buffer, board, next, false));
    }
  };
  // It dies in a turn of its own, when none of its flows is inside: notified or not, as it comes.
  if (doom !== undefined && !blocking) {
    setTimeout(() => {
      mark(board, DIED);
      die(doom.way);
    }, doom.afterMs);
  }
  await Promise.all(Array.from({ length: blocking ? 1 : 3 }, flow));
}

type Work = (
  buffer: Buffer,
  board: Board,
  seed: number,
  blocking: boolean,
  doom: Doom | undefined,
) => Promise<void>;

const bodies: { readonly produce: Work; readonly consume: Work } = {
  produce: (...given) => work(put, ...given),
  consume: (...given) => work(take, ...given),
};

type Tasks<D> = { readonly [K in keyof D]: D[K] & TaskRef };

export const bufferTasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);
