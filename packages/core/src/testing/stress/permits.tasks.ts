import { defineTasks, type TaskRef } from '../../task/index.ts';
import type { Semaphore } from '../../threading/index.ts';
import { GO, mark, read, sleep, type Board } from '../board.ts';
import { ok } from '../check.ts';
import { die } from '../runtime.ts';
import type { Doom } from './hammer.tasks.ts';
import { seededRandom as random } from '../../scenario/random.ts';

/** How many are inside. */
export const INSIDE = 4;
/** Waits that ended without a permit. */
export const MISSED = 5;
/** From here on: how often each form got a permit. */
export const BY_FORM = 8;

type Take = (semaphore: Semaphore, next: () => number) => boolean | Promise<boolean>;

const asyncForms: readonly Take[] = [
  (semaphore) => semaphore.tryAcquire(),
  (semaphore) => semaphore.acquire(),
  (semaphore, next) => semaphore.acquire({ timeout: next() * 3 }),
  async (semaphore, next) => {
    const controller = new AbortController();
    const waiting = semaphore.acquire({ signal: controller.signal });
    if (next() < 0.5) controller.abort('aborted');
    else void sleep(next() * 3).then(() => controller.abort('aborted'));
    return waiting.catch((reason: unknown) => {
      if (reason === 'aborted') return false;
      throw reason;
    });
  },
];

const blockingForms: readonly Take[] = [
  (semaphore) => semaphore.acquireSync(),
  (semaphore, next) => semaphore.acquireSync({ timeout: next() * 3 }),
];

/** How many forms there are: each must have got a permit, else the stress showed less than it says. */
export const FORMS: number = asyncForms.length + blockingForms.length;

/** One flow of a thread: takes, is inside, gives back, until GO or for as long as it is to live. */
async function flow(
  semaphore: Semaphore,
  board: Board,
  most: number,
  forms: readonly Take[],
  next: () => number,
  end: number,
): Promise<void> {
  for (let i = 0; read(board, GO) === 0 && performance.now() < end; i++) {
    if (i % 64 === 0) await sleep(0);
    const form = Math.floor(next() * forms.length);
    if (!(await forms[form]!(semaphore, next))) {
      mark(board, MISSED);
      continue;
    }
    const inside = mark(board, INSIDE) + 1;
    ok(inside <= most, `${inside} inside, and ${most} may be`);
    mark(board, BY_FORM + form);
    if (next() < 0.1) await sleep(0);
    mark(board, INSIDE, -1);
    semaphore.release();
  }
}

const bodies = {
  /** Hammers the semaphore: with one flow that blocks too, or with several that never block. */
  async crowd(
    semaphore: Semaphore,
    board: Board,
    most: number,
    seed: number,
    blocking: boolean,
    doom: Doom | undefined,
  ): Promise<void> {
    const next = random(seed);
    const forms = blocking ? [...asyncForms, ...blockingForms] : asyncForms;
    const end = performance.now() + (doom?.afterMs ?? Infinity);
    const flows = Array.from({ length: blocking ? 1 : 4 }, () =>
      flow(semaphore, board, most, forms, next, end),
    );
    await Promise.all(flows);
    if (doom === undefined) return;
    // It dies while it waits, if it has to wait; what it would hold, nobody would get back.
    let got = false;
    void semaphore.acquire().then(() => (got = true));
    // A permit that came between its two looks is known some microtasks later.
    await sleep(0);
    if (got) semaphore.release();
    die(doom.way);
    await sleep(2 ** 30);
  },
};

type Tasks<D> = { readonly [K in keyof D]: D[K] & TaskRef };

export const permitTasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);
