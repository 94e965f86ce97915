import { StaleHandleError } from '../../errors.ts';
import { HANDLE, type Traveller } from '../../agent/primitive.ts';
import { programOf } from '../../agent/program.ts';
import { KIND, type Address } from '../../memory/index.ts';
import type { Lock } from '../../threading/index.ts';
import { board, GO, GOT, mark, PATIENCE, reaches, sleep, STARTED, until } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import type { Context } from '../context.ts';
import { equal, ok, rejection, throws } from '../check.ts';
import { collectGarbage, waysToDie } from '../runtime.ts';
import { innerQueue, make, type AnyQueue } from './kinds.ts';
import { queueTasks } from './queue.tasks.ts';

/** Where a block's count of references is, before it. */
const REFERENCES = -3;

function addressOf(primitive: object): Address {
  return (primitive as Traveller)[HANDLE]().at;
}

function references(t: Context, at: Address): number {
  return programOf(t.place.scope).words.load(at + REFERENCES);
}

/**
 * Waits, collecting garbage, until one of some blocks is free, and gives it. Only one, because what looks like a
 * reference on its stack keeps some wrapper alive in JavaScriptCore.
 */
async function oneIsFreed(t: Context, blocks: readonly Address[]): Promise<Address> {
  const isFree = (at: Address): boolean => references(t, at) === 0;
  await until(() => {
    collectGarbage();
    // As whoever waits does: among processes nobody tells of a thread's death.
    programOf(t.place.scope).lookAround();
    return blocks.some(isFree);
  }, 'a block is free');
  return blocks.find(isFree)!;
}

/** Puts `count` locks, and keeps only their addresses. */
function putLocks(t: Context, queue: AnyQueue, count: number): Address[] {
  return Array.from({ length: count }, (_, index) => {
    const lock = new t.of.Lock();
    queue.putNowait([index, lock]);
    return addressOf(lock);
  });
}

/** Puts `count` locks in one item. */
function putInOne(t: Context, queue: AnyQueue, count: number): Address[] {
  const locks = Array.from({ length: count }, () => new t.of.Lock());
  queue.putNowait([1, locks]);
  return locks.map(addressOf);
}

export const handles: CaseGroup = {
  title: 'a primitive in a queue',
  where: 'everywhere',
  cases: {
    'lives while it is in there, though its maker has forgotten it and ended': async (t) => {
      const [queue, b] = [make(t), board()];
      const maker = t.start(queueTasks.leaveLock, queue, b, 'left');
      await reaches(b, GOT, 1);
      mark(b, GO);
      await maker.join();
      // What was in the hands of the dead is free by now, and would be given out anew.
      const others = Array.from({ length: 200 }, () => new t.of.Lock());
      const [, lock] = queue.getNowait() as readonly [number, Lock];
      equal([lock.name, lock.locked, lock.abandoned], ['left', true, false]);
      lock.release();
      ok(lock.tryAcquire(), 'not to be had');
      equal(
        others.some(({ locked }) => locked),
        false,
      );
    },
    'is counted once for the item and once for each wrapper': async (t) => {
      const queue = make(t);
      const lock = new t.of.Lock();
      const at = addressOf(lock);
      equal(references(t, at), 1);
      for (let count = 0; count < 3; count += 1) queue.putNowait([1, lock, { again: lock }]);
      const before = references(t, at);
      ok(before > 1, 'an item does not count');
      for (let count = 0; count < 3; count += 1) ok(queue.getNowait()[1] === lock, 'another wrapper');
      equal(references(t, at), 1);
    },
    'is counted no more when a wait to put it ends without it': async (t) => {
      const queue = make(t, { maxsize: 1, maxBytes: 400 });
      queue.putNowait([1, new Uint8Array(350)]);
      const lock = new t.of.Lock();
      const at = addressOf(lock);
      const item = [1, lock, new Uint8Array(100)] as const;
      throws(Error, () => queue.putNowait(item));
      throws(Error, () => queue.putSync(item, { timeout: 0 }));
      if (t.place.mayBlock) throws(Error, () => queue.putSync(item, { timeout: 5 }));
      await rejection(queue.put(item, { timeout: 5 }));
      await rejection(queue.put(item, { signal: AbortSignal.abort() }));
      const controller = new AbortController();
      const waiting = queue.put(item, { signal: controller.signal });
      ok(references(t, at) > 1, 'what waits does not count');
      controller.abort();
      await rejection(waiting);
      throws(RangeError, () => queue.putNowait([1, lock, new Uint8Array(500)]));
      throws(TypeError, () => queue.putNowait([1, lock, () => 0]));
      equal(references(t, at), 1);
    },
    'is freed with a queue that is dropped': async (t) => {
      await oneIsFreed(
        t,
        Array.from({ length: 5 }, () => putLocks(t, make(t), 1)[0]!),
      );
    },
    'is freed with queues in queues that are dropped': async (t) => {
      const nest = (): Address => {
        let queue = make(t);
        const [at] = putLocks(t, queue, 1) as [Address];
        for (let depth = 0; depth < 20; depth += 1) {
          const outer = make(t);
          outer.putNowait([1, queue]);
          queue = outer;
        }
        return at;
      };
      await oneIsFreed(t, Array.from({ length: 8 }, nest));
    },
    'that was freed is refused by its old handle': async (t) => {
      const program = programOf(t.place.scope);
      const all = Array.from({ length: 5 }, () => (new t.of.Lock() as unknown as Traveller)[HANDLE]());
      const freed = await oneIsFreed(
        t,
        all.map(({ at }) => at),
      );
      const data = all.find(({ at }) => at === freed)!;
      throws(StaleHandleError, () => program.blocks.check(data, KIND.lock));
      throws(StaleHandleError, () => program.decode(data));
    },
    'that a thread took is given back when that thread dies': async (t) => {
      for (const way of waysToDie[t.place.runtime]) {
        const [queue, b] = [make(t), board()];
        const inside = putInOne(t, queue, 5);
        const taker = t.launch(queueTasks.takeAndDie, [queue, b, way]);
        await reaches(b, GOT, 1);
        ok(
          inside.every((at) => references(t, at) > 0),
          'freed in the hands of its holder',
        );
        mark(b, GO);
        ok(await taker.join({ timeout: PATIENCE }), 'the dead thread does not end');
        await oneIsFreed(t, inside);
      }
    },
  },
};

/** Of a queue that can be shut down. */
export const handlesOfQueue: CaseGroup = {
  title: 'a primitive in a queue that is shut down',
  where: 'everywhere',
  cases: {
    'at once is freed': async (t) => {
      const queue = make(t);
      const inside = putLocks(t, queue, 5);
      queue.shutdown({ immediate: true });
      await oneIsFreed(t, inside);
      equal(queue.size, 0);
    },
    'while its putter waits is freed': async (t) => {
      const queue = make(t, { maxsize: 1 });
      queue.putNowait([1]);
      const inner = innerQueue<number>(t);
      const at = addressOf(inner);
      const waiting = queue.put([2, inner]);
      queue.shutdown();
      await rejection(waiting);
      equal(references(t, at), 1);
    },
    'that a thread waits to put is given back when that thread dies': async (t) => {
      for (const way of waysToDie[t.place.runtime]) {
        const [queue, b, lock] = [make(t, { maxsize: 1 }), board(), new t.of.Lock()];
        queue.putNowait([1]);
        const putter = t.launch(queueTasks.putAndDie, [queue, [2, lock], b, way]);
        await reaches(b, STARTED, 1);
        mark(b, GO);
        ok(await putter.join({ timeout: PATIENCE }), 'the dead thread does not end');
        await sleep(10);
        equal(queue.size, 1);
        await until(() => {
          programOf(t.place.scope).lookAround();
          return references(t, addressOf(lock)) === 1;
        }, 'it is given back');
      }
    },
  },
};
