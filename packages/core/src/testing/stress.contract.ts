import { Lock, setExcepthook, Thread } from '../threading/index.ts';
import { board, GO, mark, PATIENCE, read, sleep } from './board.ts';
import { equal, ok } from './check.ts';
import type { Harness } from './harness.ts';
import { waysToDie } from './runtime.ts';
import {
  BY_FORM,
  FORMS,
  MISSED,
  PLAIN,
  stressTasks,
  TAKEN_OVER,
  TRUE_COUNT,
  type Doom,
} from './stress/hammer.tasks.ts';
import { random } from './stress/random.ts';
import { durationOf } from './stress/seconds.ts';

const SECONDS = 3;
const THREADS = 4;

interface Outcome {
  readonly deaths: number;
  readonly takenOver: number;
}

/** Threads hammer one lock in every way there is; nothing may be lost, and all must end. */
async function hammer(
  h: Harness,
  fair: boolean,
  seed: number,
  doomed: 'none' | 'free' | 'holding',
): Promise<Outcome> {
  const [lock, b, next] = [new Lock({ fair, name: 'hammered' }), board(), random(seed)];
  const ways = waysToDie[h.runtime];
  setExcepthook(() => {});
  const started: Thread[] = [];
  const start = (index: number): Thread => {
    const mortal = doomed !== 'none' && index % 2 === 1;
    const doom: Doom | undefined = mortal
      ? {
          way: ways[Math.floor(next() * ways.length)]!,
          afterMs: 20 + next() * 200,
          holding: doomed === 'holding',
        }
      : undefined;
    const args = [lock, b, Math.floor(next() * 2 ** 32), index < THREADS / 2, doom] as const;
    const thread = new Thread(stressTasks.hammer, { args: [...args] }).start();
    started.push(thread as unknown as Thread);
    return thread as unknown as Thread;
  };
  let deaths = 0;
  const places = Array.from({ length: THREADS }, async (_, index) => {
    for (;;) {
      const thread = start(index);
      ok(await thread.join({ timeout: PATIENCE }), `${thread.name} does not end; seed ${seed}`);
      if (index % 2 === 1 && doomed !== 'none') deaths++;
      else if (thread.error !== undefined) throw thread.error;
      if (read(b, GO) > 0) return;
    }
  });
  await Promise.race([sleep(durationOf(h, SECONDS).ms), Promise.all(places)]);
  mark(b, GO);
  await Promise.all(places);

  const shown = `seed ${seed}, board ${b.subarray(0, BY_FORM + FORMS).join(' ')}`;
  equal(b[PLAIN], read(b, TRUE_COUNT), `counts are lost; ${shown}`);
  for (let form = 0; form < FORMS; form++)
    ok(read(b, BY_FORM + form) > 0, `form ${form} never got the lock; ${shown}`);
  ok(read(b, MISSED) > 0, `no wait ever ended without the lock; ${shown}`);
  ok(await lock.acquire({ timeout: PATIENCE }), `the lock is not to be had; ${shown}`);
  lock.release();
  equal(lock.locked, false, shown);
  ok(
    started.every(({ isAlive }) => !isAlive),
    `a thread is still alive; ${shown}`,
  );
  return { deaths, takenOver: read(b, TAKEN_OVER) };
}

/** Seconds of contention per kind of lock, without and with threads that die at random moments. */
export function stressContract(h: Harness): void {
  const { limit } = durationOf(h, SECONDS);
  for (const fair of [false, true]) {
    h.describe(`stress: a ${fair ? 'fair' : 'barging'} lock`, () => {
      h.test(
        'excludes in every form at once',
        async () => {
          await hammer(h, fair, 20261122, 'none');
        },
        limit,
      );
      h.test(
        'goes on when threads die that do not hold it',
        async () => {
          const { deaths } = await hammer(h, fair, 7, 'free');
          ok(deaths >= 4, `only ${deaths} threads died`);
        },
        limit,
      );
      h.test(
        'is taken over from threads that die while they hold it',
        async () => {
          const { deaths, takenOver } = await hammer(h, fair, 11, 'holding');
          ok(deaths >= 4, `only ${deaths} threads died`);
          ok(takenOver > 0, 'nobody took it over');
        },
        limit,
      );
    });
  }
}
