import { BrokenBarrierError } from '../../errors.ts';
import { defineTasks, type TaskRef } from '../../task/index.ts';
import type { Barrier } from '../../threading/index.ts';
import { GO, mark, read, sleep, type Board } from '../board.ts';
import { die } from '../runtime.ts';
import type { Doom } from './hammer.tasks.ts';
import { seededRandom as random } from '../../scenario/random.ts';

/** How often the action ran. */
export const ACTED = 4;
/** Waits that found the barrier broken, or broke it. */
export const BROKE = 5;
/** Waits of which nobody knows whether their round passed: aborted, or of a dead thread. */
export const UNKNOWN = 6;
/** From here on: how often each index was given. */
export const PASSED = 8;

let stage: Board | undefined;

/** What a wait of this stress may meet with. */
export interface Dangers {
  readonly aborts: boolean;
  readonly resets: boolean;
}

async function wait(
  barrier: Barrier,
  board: Board,
  blocks: boolean,
  next: () => number,
  aborts: boolean,
): Promise<void> {
  const timeout = next() < 0.1 ? next() * 4 : Infinity;
  const controller = new AbortController();
  const mayAbort = aborts && !blocks && next() < 0.1;
  if (mayAbort) void sleep(next() * 4).then(() => controller.abort('aborted'));
  try {
    const index = blocks
      ? barrier.waitSync({ timeout })
      : await barrier.wait(mayAbort ? { timeout, signal: controller.signal } : { timeout });
    mark(board, PASSED + index);
  } catch (error) {
    if (error === 'aborted') mark(board, UNKNOWN);
    else if (error instanceof BrokenBarrierError) mark(board, BROKE);
    else throw error;
  }
}

const bodies = {
  /** Meets again and again until GO: with one flow that blocks, or with several that do not. */
  async meet(
    barrier: Barrier,
    board: Board,
    dangers: Dangers,
    seed: number,
    blocks: boolean,
    doom: Doom | undefined,
  ): Promise<void> {
    stage = board;
    const next = random(seed);
    const end = performance.now() + (doom?.afterMs ?? Infinity);
    const flow = async (): Promise<void> => {
      for (let i = 0; read(board, GO) === 0 && performance.now() < end; i++) {
        if (i % 16 === 0) await sleep(0);
        await wait(barrier, board, blocks, next, dangers.aborts);
        if (dangers.resets && next() < 0.01) barrier.reset();
        // Whoever finds it broken mends it.
        if (barrier.broken && read(board, GO) === 0) barrier.reset();
      }
    };
    const flows = Array.from({ length: blocks ? 1 : 3 }, flow);
    if (doom === undefined) {
      await Promise.all(flows);
      return;
    }
    await Promise.race(flows);
    mark(board, UNKNOWN, flows.length);
    die(doom.way);
    await sleep(2 ** 30);
  },

  act(): void {
    if (stage !== undefined) mark(stage, ACTED);
  },
};

type Tasks<D> = { readonly [K in keyof D]: D[K] & TaskRef };

export const meetingTasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);
