import { describe, expect, test } from 'vitest';
import { FIFO, LIFO, PRIORITY, type Order } from '../../src/queue/layout.ts';
import type { Bounds } from '../../src/queue/lay-queue.ts';
import { giveBack } from '../../src/queue/parcel.ts';
import { OK, SEEN } from '../../src/queue/store.ts';
import { Inbox } from '../../src/queue/inbox.ts';
import { Checked, random, StoreBench, type Item } from './store-bench.ts';

const kinds: readonly (readonly [string, Order])[] = [
  ['ring', FIFO],
  ['stack', LIFO],
  ['heap', PRIORITY],
];
const bounds: readonly Bounds[] = [{}, { maxsize: 12 }, { maxBytes: 4000 }];
const SEEDS = 6;
const HANDLES = 6;

/** What is in the queue after a death in a put or a get; whether the item went is for the counters to say. */
function reconcile(queue: Checked, before: number, putting: Item | undefined): void {
  const change = queue.size - before;
  if (change === 0) return;
  if (change === 1 && putting !== undefined) queue.inside.push(putting);
  else if (change === -1 && putting === undefined) queue.remove(queue.next as Item);
  else expect.fail(`one step changed the size by ${change}`);
}

function putOrTake(queue: Checked, next: (below: number) => number, steps: number): boolean {
  const before = queue.size;
  const item = next(2) === 0 ? queue.bench.item(next, HANDLES) : undefined;
  const lived = queue.bench.dying(steps, (program) => {
    const store = queue.store(program);
    if (item !== undefined) {
      if (store.put(queue.bench.parcel(item, queue.order, program)) !== OK && item.handle !== 0)
        giveBack(program, [item.handle]);
      return;
    }
    const inbox = new Inbox();
    if (store.take(inbox) === SEEN && store.settle(inbox)) giveBack(program, inbox.handles);
  });
  reconcile(queue, before, item);
  return lived;
}

describe.each(kinds)('a death at any step of a put or get of a %s', (_, order) => {
  test.each(bounds)('loses nothing, tears nothing and gives nothing twice: %j', (bound) => {
    const bench = new StoreBench();
    let deaths = 0;
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      for (let steps = 0, lived = false; !lived; steps += 1) {
        const next = random(seed);
        const queue = new Checked(bench, order, bound);
        queue.churn(next, 10 + next(60), HANDLES);
        lived = putOrTake(queue, next, steps);
        if (!lived) deaths += 1;
        // Whoever repairs may die at it too.
        putOrTake(queue, next, next(40));
        queue.churn(next, 30, HANDLES);
        queue.drain();
        bench.program.release(queue.at);
      }
    }
    expect(deaths).toBeGreaterThan(SEEDS * 10);
  });
});

test('a putter that dies while it goes on to a larger segment leaves its place in the old one as it was', () => {
  const bench = new StoreBench();
  for (let steps = 0, lived = false; !lived; steps += 1) {
    const queue = new Checked(bench, FIFO);
    const put = (words: number): boolean => queue.put(bench.sized(words * 4));
    // So that the place is before unread items: five in the first segment, three read, one more at its start.
    for (let count = 0; count < 5; count += 1) put(45);
    for (let count = 0; count < 3; count += 1) queue.take();
    put(20);
    const [large, before] = [bench.sized(800), queue.size];
    lived = bench.dying(
      steps,
      (program) => void queue.store(program).put(bench.parcel(large, FIFO, program)),
    );
    reconcile(queue, before, large);
    for (let count = 0; count < 3; count += 1) put(150);
    queue.drain();
  }
});
