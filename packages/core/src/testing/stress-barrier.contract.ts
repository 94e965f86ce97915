import { Barrier, setExcepthook, Thread } from '../threading/index.ts';
import { board, GO, put, read } from './board.ts';
import { equal, ok } from './check.ts';
import type { Harness } from './harness.ts';
import { waysToDie } from './runtime.ts';
import { stressRuns } from './stress/duration.ts';
import { random } from './stress/hammer.tasks.ts';
import { ACTED, BROKE, meetingTasks, PASSED, UNKNOWN, type Dangers } from './stress/meeting.tasks.ts';
import { relay } from './stress/relay.ts';

const THREADS = 4;
const PARTIES = 3;

/** Threads meet while waits time out and the barrier is reset; a round must let all its parties through or none. */
async function meet(
  h: Harness,
  seed: number,
  ms: number,
  dangers: Dangers,
  doomed: boolean,
): Promise<number> {
  const barrier = new Barrier(PARTIES, { name: 'met', action: meetingTasks.act });
  const [b, next] = [board(), random(seed)];
  const ways = waysToDie[h.runtime];
  setExcepthook(() => {});
  const deaths = await relay({
    places: THREADS,
    ms,
    board: b,
    stop: () => {
      put(b, GO, 1);
      barrier.abort();
    },
    start: (place) => {
      const mortal = doomed && place === THREADS - 1;
      const doom = mortal
        ? { way: ways[Math.floor(next() * ways.length)]!, afterMs: 20 + next() * 200 }
        : undefined;
      const args = [barrier, b, Math.floor(next() * 2 ** 32), place < THREADS / 2, dangers, doom] as const;
      const thread = new Thread(meetingTasks.meet, { args: [...args] }).start();
      return { thread: thread as unknown as Thread, mortal };
    },
  });
  const shown = `seed ${seed}, board ${b.subarray(0, PASSED + PARTIES).join(' ')}`;
  const passed = Array.from({ length: PARTIES }, (_, index) => read(b, PASSED + index));
  const rounds = Math.max(...passed);
  // Each round gave each index once, but to those who cannot tell.
  const missing = passed.reduce((sum, count) => sum + rounds - count, 0);
  ok(missing <= read(b, UNKNOWN), `${missing} waits of passed rounds did not pass; ${shown}`);
  ok(read(b, ACTED) >= rounds, `a round passed without its action; ${shown}`);
  ok(rounds > 10 && read(b, BROKE) > 0, `hardly anything happened; ${shown}`);
  equal(barrier.waiting, 0, shown);
  barrier.reset();
  equal(await Promise.all(passed.map(() => barrier.wait())), [0, 1, 2], shown);
  return deaths;
}

/** Seconds of rounds that pass and break, without and with aborts and deaths. */
export function barrierStressContract(h: Harness): void {
  h.describe('stress: a barrier', () => {
    for (const [run, ms] of stressRuns(2).entries()) {
      h.test(`lets all parties through or none, whatever times out or resets (seed ${5 + run})`, async () => {
        await meet(h, 5 + run, ms, { aborts: false, resets: true }, false);
      });
      h.test(`goes on when waits are aborted and threads die (seed ${91 + run})`, async () => {
        ok((await meet(h, 91 + run, ms, { aborts: true, resets: true }, true)) > 1, 'hardly a thread died');
      });
    }
  });
}
