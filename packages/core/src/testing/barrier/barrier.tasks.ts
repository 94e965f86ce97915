import { BrokenBarrierError } from '../../errors.ts';
import { defineTasks, type TaskRef } from '../../task/index.ts';
import type { Barrier, Scope } from '../../threading/index.ts';
import { DONE, FREE, GO, GOT, mark, read, sleep, spinUntil, STARTED, until, type Board } from '../board.ts';
import { equal, ok, rejects, throws } from '../check.ts';
import { die, type WayToDie } from '../runtime.ts';

/** Where an action, which has no arguments, finds what it is to do in this agent. */
export const stage: { board: Board | undefined; way: WayToDie | undefined } = {
  board: undefined,
  way: undefined,
};

/** How many rounds' arrivals a board counts. */
export const ROUNDS = 10;
/** From here on: how often each index was given. */
export const INDEX: number = FREE + ROUNDS;
/** How often an action ran. */
export const ACTED: number = INDEX + ROUNDS;

const bodies = {
  /** Passes in lockstep with the others. */
  async rounds(barrier: Barrier, board: Board, blocks: boolean): Promise<void> {
    stage.board = board;
    for (let round = 0; round < ROUNDS; round++) {
      mark(board, FREE + round);
      const index = blocks ? barrier.waitSync() : await barrier.wait();
      equal(read(board, FREE + round), barrier.parties, `round ${round}`);
      mark(board, INDEX + index);
    }
    mark(board, DONE);
  },

  /** Waits as long as all together have not waited so often, and counts the indices that it got. */
  async many(barrier: Barrier, board: Board, times: number, blocks: boolean): Promise<void> {
    while (mark(board, GOT) < times)
      mark(board, INDEX + (blocks ? barrier.waitSync() : await barrier.wait()));
    mark(board, DONE);
  },

  /** Waits once, and writes down its index. */
  async once(barrier: Barrier, board: Board, blocks: boolean): Promise<void> {
    stage.board = board;
    mark(board, STARTED);
    mark(board, INDEX + (blocks ? barrier.waitSync() : await barrier.wait()));
    mark(board, DONE);
  },

  /** Waits once, and sees the barrier break. */
  async breaks(barrier: Barrier, board: Board, blocks: boolean, timeout: number = Infinity): Promise<void> {
    stage.board = board;
    mark(board, STARTED);
    if (blocks) throws(BrokenBarrierError, () => barrier.waitSync({ timeout }));
    else await rejects(BrokenBarrierError, barrier.wait({ timeout }));
    mark(board, GOT);
  },

  /** Arrives, then computes without a pause until GO, and only then looks how its round ended. */
  async slow(barrier: Barrier, board: Board, breaks: boolean): Promise<void> {
    const waiting = barrier.wait();
    mark(board, STARTED);
    spinUntil(() => read(board, GO) > 0, 'GO');
    if (breaks) await rejects(BrokenBarrierError, waiting);
    else mark(board, INDEX + (await waiting));
    mark(board, DONE);
  },

  /** Arrives, and ends its worker at GO. */
  async dies(barrier: Barrier, board: Board, way: WayToDie): Promise<void> {
    void barrier.wait().catch(() => {});
    mark(board, STARTED);
    await until(() => read(board, GO) > 0, 'GO');
    die(way);
    await sleep(2 ** 30);
  },

  /** Arrives, and ends as a thread does. */
  leaves(barrier: Barrier, board: Board): void {
    void barrier.wait().catch(() => {});
    mark(board, STARTED);
  },

  /** Comes last, and ends its worker inside the action. */
  async diesActing(barrier: Barrier, way: WayToDie): Promise<void> {
    stage.way = way;
    await barrier.wait();
  },

  /** Sees the same barrier at every place, with all that it was made with. */
  async arrived(
    value: {
      readonly list: readonly Barrier[];
      readonly map: ReadonlyMap<string, Barrier>;
    },
    scope: Scope,
  ): Promise<void> {
    const [first] = value.list as [Barrier];
    ok(value.map.get('same') === first, 'two wrappers of one barrier');
    equal(
      [first.name, first.parties, first.waiting, first.broken, first.scope],
      ['sent', 2, 0, false, scope],
    );
    throws(RangeError, () => first.waitSync({ timeout: -1 }));
    await rejects(BrokenBarrierError, first.wait(), 'its own timeout did not travel');
    equal(first.broken, true);
  },

  act(): void {
    mark(stage.board as Board, ACTED);
  },

  async actLater(): Promise<void> {
    await sleep(5);
    mark(stage.board as Board, ACTED);
  },

  actFails(): never {
    throw new RangeError('the action is to fail');
  },

  async actDies(): Promise<void> {
    die(stage.way as WayToDie);
    await sleep(2 ** 30);
  },
};

type Tasks<D> = { readonly [K in keyof D]: D[K] & TaskRef };

export const barrierTasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);
