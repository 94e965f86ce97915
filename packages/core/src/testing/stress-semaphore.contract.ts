import { BoundedSemaphore } from '../threading/index.ts';
import { board, GO, mark, read } from './board.ts';
import { equal, throws } from './check.ts';
import type { Harness } from './harness.ts';
import { BY_FORM, FORMS, INSIDE, MISSED, permitTasks } from './stress/permits.tasks.ts';
import { Places } from './stress/places.ts';
import { seededRandom as random } from '../scenario/random.ts';
import { durationOf, hammerOn } from './stress/seconds.ts';

const SECONDS = 1.5;
const PERMITS = 2;

async function crowd(h: Harness, seed: number, mortal: boolean): Promise<void> {
  const [semaphore, b] = [new BoundedSemaphore(PERMITS, { name: 'crowded' }), board()];
  const places = new Places(h.runtime, b, seed, random(seed), false);
  const all = [true, false, true, false].map((blocking, index) =>
    places.keep({
      task: permitTasks.crowd,
      args: [semaphore, b, PERMITS],
      blocking,
      mortal: mortal && index > 1,
    }),
  );
  const unseen = (): string | undefined => {
    for (let form = 0; form < FORMS; form++)
      if (read(b, BY_FORM + form) === 0) return `form ${form} gets a permit`;
    if (read(b, MISSED) === 0) return 'a wait ends without a permit';
    return mortal && places.deaths < 2 ? 'threads die' : undefined;
  };
  await Promise.race([
    hammerOn(durationOf(h, SECONDS).ms, unseen, (what) => places.show(what)),
    Promise.all(all),
  ]);
  mark(b, GO);
  await Promise.all(all);
  equal([semaphore.value, read(b, INSIDE)], [PERMITS, 0], places.show('permits are lost'));
  throws(RangeError, () => semaphore.release(), places.show('the limit'));
}

/** Seconds of contention for a semaphore, without and with threads that die while they hold nothing. */
export function semaphoreStressContract(h: Harness): void {
  const { limit } = durationOf(h, SECONDS);
  h.describe('stress: a semaphore', () => {
    h.test('lets no more in than it has permits, and loses none', () => crowd(h, 41, false), limit);
    h.test('loses none when threads die that wait', () => crowd(h, 71, true), limit);
  });
}
