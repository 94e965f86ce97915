import { Barrier } from '../threading/index.ts';
import { board, GO, mark, read, sleep } from './board.ts';
import { equal, ok } from './check.ts';
import type { Harness } from './harness.ts';
import { ACTED, BROKE, meetingTasks, PASSED, UNKNOWN, type Dangers } from './stress/meeting.tasks.ts';
import { Places } from './stress/places.ts';
import { seededRandom as random } from '../scenario/random.ts';
import { durationOf, hammerOn } from './stress/seconds.ts';

const SECONDS = 1.5;
const PARTIES = 3;

/** Threads meet while waits time out and the barrier is reset; a round must let all its parties through or none. */
async function meet(h: Harness, seed: number, dangers: Dangers, mortal: boolean): Promise<void> {
  const barrier = new Barrier(PARTIES, { name: 'met', action: meetingTasks.act });
  const b = board();
  const places = new Places(h.runtime, b, seed, random(seed), false);
  const all = Promise.all(
    [true, true, false, false].map((blocking, index) =>
      places.keep({
        task: meetingTasks.meet,
        args: [barrier, b, dangers],
        blocking,
        mortal: mortal && index > 2,
      }),
    ),
  );
  const unseen = (): string | undefined => {
    if (read(b, PASSED) < 10) return 'rounds pass';
    if (read(b, BROKE) === 0) return 'a round breaks';
    return mortal && places.deaths < 2 ? 'threads die' : undefined;
  };
  await Promise.race([hammerOn(durationOf(h, SECONDS).ms, unseen, (what) => places.show(what)), all]);
  mark(b, GO);
  // Until they all have seen GO, one may still reset it and another wait.
  for (let ended = false; !ended;) {
    barrier.abort();
    ended = await Promise.race([all.then(() => true), sleep(5).then(() => false)]);
  }
  const passed = Array.from({ length: PARTIES }, (_, index) => read(b, PASSED + index));
  const rounds = Math.max(...passed);
  // Each round gave each index once, but to those of whom nobody knows.
  const missing = passed.reduce((sum, count) => sum + rounds - count, 0);
  ok(missing <= read(b, UNKNOWN), places.show(`${missing} waits of passed rounds did not pass`));
  ok(read(b, ACTED) >= rounds, places.show('a round passed without its action'));
  equal(barrier.waiting, 0, places.show('waiting'));
  barrier.reset();
  equal(await Promise.all(passed.map(() => barrier.wait())), [0, 1, 2], places.show('as new'));
}

/** Seconds of rounds that pass and break, without and with aborts and deaths. */
export function barrierStressContract(h: Harness): void {
  const { limit } = durationOf(h, SECONDS);
  h.describe('stress: a barrier', () => {
    h.test(
      'lets all parties through or none, whatever times out or resets',
      () => meet(h, 5, { aborts: false, resets: true }, false),
      limit,
    );
    h.test(
      'goes on when waits are aborted and threads die',
      () => meet(h, 91, { aborts: true, resets: true }, true),
      limit,
    );
  });
}
