import { NotOwnedError } from '../../errors.ts';
import { defineTasks, type TaskRef } from '../../task/index.ts';
import type { Condition, Event, Lock, RLock } from '../../threading/index.ts';
import { DONE, FREE, GO, GOT, mark, put, read, sleep, STARTED, until, type Board } from '../board.ts';
import { equal, ok, rejects, throws } from '../check.ts';
import { die, type WayToDie } from '../runtime.ts';

/** Over a Lock or, with the same methods but for `acquire` and `hold`, over an RLock. */
export type AnyCondition = Condition<Lock>;

/** Marks STARTED with the lock held: who then has it finds this waiter in line. */
async function waitOnce(
  condition: AnyCondition,
  board: Board,
  blocks: boolean,
  after: () => void,
): Promise<void> {
  const wait = async (): Promise<void> => {
    mark(board, STARTED);
    ok(blocks ? condition.waitSync() : await condition.wait(), 'the wait gave false');
    ok(condition.locked, 'the lock is not held after the wait');
    after();
  };
  if (!blocks) return condition.run(wait);
  condition.acquireSync();
  await wait();
  condition.release();
}

const bodies = {
  /** Waits `rounds` times; after each it counts in a word of that round. */
  async rounds(condition: AnyCondition, board: Board, rounds: number, blocks: boolean): Promise<void> {
    for (let round = 0; round < rounds; round++)
      await waitOnce(condition, board, blocks, () => void mark(board, FREE + round));
    mark(board, DONE);
  },

  /** Waits once, and writes down as which it came to go on. */
  async queue(condition: AnyCondition, board: Board, number: number, blocks: boolean): Promise<void> {
    await waitOnce(condition, board, blocks, () => put(board, FREE + mark(board, GOT), number));
    mark(board, DONE);
  },

  /** Has the lock until GO, or for a while; says FREE before it gives it back. */
  async occupy(condition: AnyCondition, board: Board, ms: number): Promise<void> {
    mark(board, STARTED);
    await condition.run(async () => {
      mark(board, GOT);
      if (ms === Infinity) await until(() => read(board, GO) > 0, 'GO');
      else await sleep(ms);
      mark(board, FREE);
    });
    mark(board, DONE);
  },

  /** Notifies, with the lock held, until GO. */
  async pester(condition: AnyCondition, board: Board): Promise<void> {
    while (read(board, GO) === 0) {
      await condition.run(() => condition.notifyAll());
      mark(board, GOT);
      await sleep(5);
    }
  },

  /** Notifies once when told to. */
  async notifyAtGo(condition: AnyCondition, board: Board): Promise<void> {
    await until(() => read(board, GO) > 0, 'GO');
    await condition.run(() => condition.notify());
  },

  /** Waits until a word of the board has a value; counts how often it was asked for. */
  async waitFor(condition: AnyCondition, board: Board, value: number, blocks: boolean): Promise<void> {
    const predicate = (): boolean => {
      mark(board, GOT);
      return read(board, FREE) === value;
    };
    const body = async (): Promise<void> => {
      mark(board, STARTED);
      ok(blocks ? condition.waitForSync(predicate) : await condition.waitFor(predicate), 'it gave false');
    };
    if (blocks) {
      condition.acquireSync();
      await body();
      condition.release();
    } else await condition.run(body);
    mark(board, DONE);
  },

  /** Takes every other turn, so many times; which of the two it is, it finds out by coming first. */
  async turns(condition: AnyCondition, board: Board, times: number, blocks: boolean): Promise<void> {
    const mine = mark(board, STARTED);
    const predicate = (): boolean => read(board, FREE) % 2 === mine;
    for (let i = 0; i < times; i++) {
      if (blocks) condition.acquireSync();
      const turn = async (): Promise<void> => {
        const options = { timeout: 20_000 };
        ok(
          blocks ? condition.waitForSync(predicate, options) : await condition.waitFor(predicate, options),
          `turn ${i} never came`,
        );
        mark(board, FREE);
        condition.notify();
      };
      if (!blocks) await condition.run(turn);
      else {
        await turn();
        condition.release();
      }
    }
    mark(board, DONE);
  },

  /** Waits, and at GO ends its worker, notified or not. */
  async waitAndDie(condition: AnyCondition, board: Board, way: WayToDie): Promise<void> {
    const waiting = condition.run(() => {
      const wait = condition.wait();
      mark(board, STARTED);
      return wait;
    });
    void waiting.then(() => mark(board, GOT));
    await until(() => read(board, GO) > 0, 'GO');
    die(way);
    await sleep(2 ** 30);
  },

  /** Notifies, and ends its worker with the lock held. */
  async notifyAndDie(condition: AnyCondition, board: Board, way: WayToDie): Promise<void> {
    await condition.run(async () => {
      condition.notify();
      mark(board, STARTED);
      die(way);
      await sleep(2 ** 30);
    });
  },

  /** Waits asynchronously while its agent is blocked. */
  async stall(condition: AnyCondition, gate: Event, board: Board): Promise<void> {
    const waiting = condition.run(() => {
      const wait = condition.wait();
      mark(board, STARTED);
      return wait;
    });
    await until(() => read(board, GO) > 0, 'GO');
    gate.waitSync();
    ok(await waiting, 'the wait gave false');
    mark(board, GOT);
  },

  /** Waits two levels deep, and has both again. */
  async twoLevels(condition: Condition<RLock>, board: Board, blocks: boolean): Promise<void> {
    const { lock } = condition;
    const wait = async (): Promise<void> => {
      equal([lock.depth, lock.owned], [2, true]);
      mark(board, STARTED);
      ok(blocks ? condition.waitSync() : await condition.wait(), 'the wait gave false');
      equal([lock.depth, lock.owned], [2, true]);
      mark(board, DONE);
    };
    if (!blocks) return lock.run((held) => held.run(wait));
    condition.acquireSync();
    lock.acquireSync();
    await wait();
    lock.release();
    condition.release();
    throws(NotOwnedError, () => condition.release());
  },

  /** Sees one condition, with its one lock, at every place of a nested value. */
  async nested(value: Nested): Promise<void> {
    const all = [value.list[0]!, value.map.get('x')!.condition, [...value.set][0]!];
    for (const condition of all) {
      ok(condition === all[0], 'the same condition arrived twice');
      ok(condition.lock === value.lock, 'its lock is not the lock that came beside it');
      equal([condition.name, condition.lock.name, condition.locked], ['nested', 'its lock', false]);
      throws(NotOwnedError, () => condition.notify());
      await rejects(NotOwnedError, condition.wait());
    }
    all[0]!.acquireSync();
    equal([value.lock.locked, all[1]!.locked], [true, true]);
    value.lock.release();
  },

  /** Uses the lock of a condition that nobody else has any more. */
  async alone(condition: AnyCondition, board: Board): Promise<void> {
    mark(board, STARTED);
    await until(() => read(board, GO) > 0, 'GO');
    for (let i = 0; i < 3; i++) equal(await condition.run(() => condition.lock.locked), true);
    equal(condition.locked, false);
  },
};

export interface Nested {
  readonly lock: Lock;
  readonly list: readonly AnyCondition[];
  readonly map: ReadonlyMap<string, { readonly condition: AnyCondition }>;
  readonly set: ReadonlySet<AnyCondition>;
}

type Tasks<D> = { readonly [K in keyof D]: D[K] & TaskRef };

export const conditionTasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);
