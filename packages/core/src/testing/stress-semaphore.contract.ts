import { BoundedSemaphore, setExcepthook, Thread } from '../threading/index.ts';
import { board, GO, put, read } from './board.ts';
import { equal, ok, throws } from './check.ts';
import type { Harness } from './harness.ts';
import { waysToDie } from './runtime.ts';
import { stressRuns } from './stress/duration.ts';
import { random } from './stress/hammer.tasks.ts';
import { BY_FORM, FORMS, INSIDE, MISSED, permitTasks } from './stress/permits.tasks.ts';
import { relay } from './stress/relay.ts';

const THREADS = 4;
const PERMITS = 2;

async function crowd(h: Harness, seed: number, ms: number, doomed: boolean): Promise<number> {
  const [semaphore, b, next] = [new BoundedSemaphore(PERMITS, { name: 'crowded' }), board(), random(seed)];
  const ways = waysToDie[h.runtime];
  setExcepthook(() => {});
  const deaths = await relay({
    places: THREADS,
    ms,
    board: b,
    stop: () => put(b, GO, 1),
    start: (place) => {
      const mortal = doomed && place % 2 === 1;
      const doom = mortal
        ? { way: ways[Math.floor(next() * ways.length)]!, afterMs: 20 + next() * 200 }
        : undefined;
      const args = [semaphore, b, PERMITS, Math.floor(next() * 2 ** 32), place < THREADS / 2, doom] as const;
      const thread = new Thread(permitTasks.crowd, { args: [...args] }).start();
      return { thread: thread as unknown as Thread, mortal };
    },
  });
  const shown = `seed ${seed}, board ${b.subarray(0, BY_FORM + FORMS).join(' ')}`;
  equal([semaphore.value, read(b, INSIDE)], [PERMITS, 0], `permits are lost; ${shown}`);
  throws(RangeError, () => semaphore.release(), shown);
  for (let form = 0; form < FORMS; form++)
    ok(read(b, BY_FORM + form) > 0, `form ${form} never got a permit; ${shown}`);
  ok(read(b, MISSED) > 0, `no wait ever ended without a permit; ${shown}`);
  return deaths;
}

/** Seconds of contention for a semaphore, without and with threads that die while they hold nothing. */
export function semaphoreStressContract(h: Harness): void {
  h.describe('stress: a semaphore', () => {
    for (const [run, ms] of stressRuns(2).entries()) {
      h.test(`lets no more in than it has permits, and loses none (seed ${41 + run})`, async () => {
        await crowd(h, 41 + run, ms, false);
      });
      h.test(`loses none when threads die that wait (seed ${71 + run})`, async () => {
        ok((await crowd(h, 71 + run, ms, true)) > 1, 'hardly a thread died');
      });
    }
  });
}
