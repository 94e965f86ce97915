import { Condition, Lock, RLock } from '../threading/index.ts';
import { board, GO, mark, PATIENCE, read, sleep, type Board } from './board.ts';
import { equal, ok } from './check.ts';
import type { Harness } from './harness.ts';
import {
  ABORTED,
  bufferTasks,
  DIED,
  ITEMS,
  NOTIFIED,
  PUT,
  STOP,
  TAKEN,
  TIMED_OUT,
  type Buffer,
} from './stress/buffer.tasks.ts';
import { Places } from './stress/places.ts';
import { seededRandom as random } from '../scenario/random.ts';
import { BY_DEPTH, DEEPEST, MISSED, PLAIN, reenterTasks, TRUE_COUNT } from './stress/reenter.tasks.ts';
import { durationOf, hammerOn } from './stress/seconds.ts';

const SECONDS = 1.5;

/** Threads hammer one RLock, blocking and in flows, at several depths. */
async function reenter(h: Harness, seed: number, mortal: boolean): Promise<void> {
  const [lock, b] = [new RLock({ name: 'hammered' }), board()];
  const places = new Places(h.runtime, b, seed, random(seed), true);
  const all = [true, false, true, false].map((blocking, index) =>
    places.keep({ task: reenterTasks.reenter, args: [lock, b], blocking, mortal: mortal && index > 1 }),
  );
  const unseen = (): string | undefined => {
    for (let depth = 1; depth <= DEEPEST; depth++)
      if (read(b, BY_DEPTH + depth) === 0) return `it is had ${depth} deep`;
    if (read(b, MISSED) === 0) return 'a wait ends without the lock';
    return mortal && places.deaths < 2 ? 'threads die' : undefined;
  };
  await Promise.race([
    hammerOn(durationOf(h, SECONDS).ms, unseen, (what) => places.show(what)),
    Promise.all(all),
  ]);
  mark(b, GO);
  await Promise.all(all);
  equal(b[PLAIN], read(b, TRUE_COUNT), places.show('counts are lost'));
  equal(await lock.run(() => lock.depth, { timeout: PATIENCE }), 1, places.show('depth'));
  equal(lock.locked, false, places.show('locked'));
}

/** Looks, with the lock held, until nothing is left, and notifies nobody. */
async function drained({ notEmpty }: Buffer, b: Board, show: (what: string) => string): Promise<void> {
  const deadline = performance.now() + PATIENCE;
  while (await notEmpty.run(() => b[ITEMS]! > 0)) {
    ok(performance.now() < deadline, show(`items are left and ${String(notEmpty)}`));
    await sleep(2);
  }
}

/** Producers and consumers over a buffer of a few places; each item is taken once, and nobody waits beside one. */
async function exchange(h: Harness, lock: Lock | RLock, seed: number, mortal: boolean): Promise<void> {
  const b = board();
  const [notEmpty, notFull] = [new Condition(lock as Lock), new Condition(lock as Lock)];
  const buffer = { notEmpty, notFull };
  const places = new Places(h.runtime, b, seed, random(seed), false);
  const keep = (task: typeof bufferTasks.produce, blocking: boolean): Promise<void> =>
    places.keep({ task, args: [buffer, b], blocking, mortal: mortal && !blocking });
  const producers = [keep(bufferTasks.produce, true), keep(bufferTasks.produce, false)];
  const consumers = [keep(bufferTasks.consume, true), keep(bufferTasks.consume, false)];
  const show = (what: string): string => places.show(what);
  const unseen = (): string | undefined => {
    for (const [word, what] of [
      [PUT, 'an item is put'],
      [NOTIFIED, 'a wait is notified'],
      [TIMED_OUT, 'a wait times out'],
      [ABORTED, 'a wait is aborted'],
    ] as const)
      if (read(b, word) === 0) return what;
    return mortal && read(b, DIED) < 2 ? 'threads die' : undefined;
  };
  await Promise.race([
    hammerOn(durationOf(h, SECONDS).ms, unseen, show),
    Promise.all([...producers, ...consumers]),
  ]);
  mark(b, GO);
  await Promise.all(producers);
  await drained(buffer, b, show);
  await notEmpty.run(() => {
    mark(b, STOP);
    notEmpty.notifyAll();
  });
  await Promise.all(consumers);
  equal([b[PUT], b[ITEMS]], [b[TAKEN], 0], show('items'));
  equal(lock.locked, false, show('locked'));
}

/** RLock and Condition under contention, without and with threads that die at random moments. */
export function stressCoordinationContract(h: Harness): void {
  const { limit } = durationOf(h, SECONDS);
  for (const mortal of [false, true]) {
    const how = mortal ? 'when threads die' : 'by every form at once';
    h.describe(`stress, ${how}`, () => {
      h.test('an RLock excludes at every depth', () => reenter(h, 20261125, mortal), limit);
      h.test('a buffer over a Lock loses nothing', () => exchange(h, new Lock(), 3, mortal), limit);
      h.test(
        'a buffer over a fair Lock loses nothing',
        () => exchange(h, new Lock({ fair: true }), 5, mortal),
        limit,
      );
      h.test('a buffer over an RLock loses nothing', () => exchange(h, new RLock(), 7, mortal), limit);
    });
  }
}
