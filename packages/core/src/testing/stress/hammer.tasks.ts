import { AbandonedError } from '../../errors.ts';
import { defineTasks, type TaskRef } from '../../task/index.ts';
import type { Lock } from '../../threading/index.ts';
import { GO, mark, read, sleep, type Board } from '../board.ts';
import { die, type WayToDie } from '../runtime.ts';
import { seededRandom as random } from '../../scenario/random.ts';

/** The word that is counted in without atomics: exact only if the lock excludes. */
export const PLAIN = 4;
/** The same count, atomic. */
export const TRUE_COUNT = 5;
/** Waits that ended without the lock. */
export const MISSED = 6;
/** How often a holder found that the one before it had died. */
export const TAKEN_OVER = 7;
/** From here on: how often each form got the lock. */
export const BY_FORM = 8;

type Take = (lock: Lock, next: () => number) => boolean | Promise<boolean>;

const asyncForms: readonly Take[] = [
  (lock) => lock.tryAcquire(),
  (lock) => lock.acquire(),
  (lock, next) => lock.acquire({ timeout: next() * 3 }),
  async (lock, next) => {
    const controller = new AbortController();
    const waiting = lock.acquire({ signal: controller.signal });
    if (next() < 0.5) controller.abort('aborted');
    else void sleep(next() * 3).then(() => controller.abort('aborted'));
    return waiting.catch((reason: unknown) => {
      if (reason === 'aborted') return false;
      throw reason;
    });
  },
];

const blockingForms: readonly Take[] = [
  (lock) => lock.acquireSync(),
  (lock, next) => lock.acquireSync({ timeout: next() * 3 }),
  (lock) => lock.acquireSync({ timeout: 0 }),
];

/** How many forms there are: each must have got the lock, else the stress showed less than it says. */
export const FORMS: number = asyncForms.length + blockingForms.length;

function count(lock: Lock, board: Board, form: number): void {
  const seen = board[PLAIN]!;
  for (let i = 0; i < 30; i++);
  board[PLAIN] = seen + 1;
  mark(board, TRUE_COUNT);
  mark(board, BY_FORM + form);
  if (lock.abandoned) mark(board, TAKEN_OVER);
}

/** So often (ms) all rest, for about so long (ms). */
const [LULL_EVERY, LULL_MS] = [64, 3];

/** One flow of a thread: takes, counts, gives back, until GO or for as long as it is to live. */
async function flow(
  lock: Lock,
  board: Board,
  forms: readonly Take[],
  next: () => number,
  end: number,
): Promise<void> {
  for (let i = 0; read(board, GO) === 0 && performance.now() < end; i++) {
    if (i % 64 === 0) await sleep(0);
    // A fair lock that all want is handed on for ever: it is free, for those that only try, when all have rested.
    if (Date.now() % LULL_EVERY < LULL_MS) await sleep(next() * 4 * LULL_MS);
    const form = Math.floor(next() * forms.length);
    try {
      if (await forms[form]!(lock, next)) {
        count(lock, board, form);
        lock.release();
      } else mark(board, MISSED);
    } catch (error) {
      // The lock of a thread whose death is not certain yet: its waiters may come again.
      if (!(error instanceof AbandonedError)) throw error;
      await sleep(1);
    }
  }
}

export interface Doom {
  readonly way: WayToDie;
  readonly afterMs: number;
  readonly holding: boolean;
}

const bodies = {
  /** Hammers the lock: blocking with one flow, or with several flows that never block. */
  async hammer(
    lock: Lock,
    board: Board,
    seed: number,
    blocking: boolean,
    doom: Doom | undefined,
  ): Promise<void> {
    const next = random(seed);
    const forms = blocking ? [...asyncForms, ...blockingForms] : asyncForms;
    const end = performance.now() + (doom?.afterMs ?? Infinity);
    // A thread that blocks has one flow only: it could be blocked by another flow of its own that holds the lock.
    const flows = Array.from({ length: blocking ? 1 : 4 }, () => flow(lock, board, forms, next, end));
    if (doom === undefined) await Promise.all(flows);
    else {
      await Promise.race(flows);
      if (doom.holding && (await lock.acquire({ timeout: 1000 }))) count(lock, board, 1);
      die(doom.way, 0);
      await sleep(2 ** 30);
    }
  },
};

type Tasks<D> = { readonly [K in keyof D]: D[K] & TaskRef };

export const stressTasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);
