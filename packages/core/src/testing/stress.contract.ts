import { Lock, setExcepthook, Thread } from '../threading/index.ts';
import { board, GO, mark, PATIENCE, read } from './board.ts';
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
import { seededRandom as random } from '../scenario/random.ts';
import { durationOf, hammerOn } from './stress/seconds.ts';

const SECONDS = 3;
const THREADS = 4;

/** Threads hammer one lock in every way there is; nothing may be lost, and all must end. */
async function hammer(
  h: Harness,
  fair: boolean,
  seed: number,
  doomed: 'none' | 'free' | 'holding',
): Promise<void> {
  const [lock, b, next] = [new Lock({ fair, name: 'hammered' }), board(), random(seed)];
  const ways = waysToDie[h.runtime];
  setExcepthook(() => {});
  const started: Thread[] = [];
  const mortal = (index: number): boolean => doomed !== 'none' && index % 2 === 1;
  const show = (what: string): string =>
    `${what}; seed ${seed}, board ${b.subarray(0, BY_FORM + FORMS).join(' ')}`;
  const start = (index: number): Thread => {
    const doom: Doom | undefined = mortal(index)
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
      const patience = mortal(index) ? PATIENCE : Infinity;
      ok(await thread.join({ timeout: patience }), show(`${thread.name} does not end`));
      if (mortal(index)) deaths++;
      else if (thread.error !== undefined) throw thread.error;
      if (read(b, GO) > 0) return;
    }
  });
  const unseen = (): string | undefined => {
    for (let form = 0; form < FORMS; form++)
      if (read(b, BY_FORM + form) === 0) return `form ${form} gets the lock`;
    if (read(b, MISSED) === 0) return 'a wait ends without the lock';
    if (doomed !== 'none' && deaths < 4) return 'threads die';
    return doomed === 'holding' && read(b, TAKEN_OVER) === 0 ? 'the lock is taken over' : undefined;
  };
  await Promise.race([hammerOn(durationOf(h, SECONDS).ms, unseen, show), Promise.all(places)]);
  mark(b, GO);
  await Promise.all(places);

  equal(b[PLAIN], read(b, TRUE_COUNT), show('counts are lost'));
  ok(await lock.acquire({ timeout: PATIENCE }), show('the lock is not to be had'));
  lock.release();
  equal(lock.locked, false, show('locked'));
  ok(
    started.every(({ isAlive }) => !isAlive),
    show('a thread is still alive'),
  );
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
          await hammer(h, fair, 7, 'free');
        },
        limit,
      );
      h.test(
        'is taken over from threads that die while they hold it',
        async () => {
          await hammer(h, fair, 11, 'holding');
        },
        limit,
      );
    });
  }
}
