import { Condition, Semaphore } from '../../multiprocessing/index.ts';
import { Thread } from '../../threading/index.ts';
import { aMoment, until } from '../board.ts';
import { equal, ok } from '../check.ts';
import type { Crew } from './crew.ts';
import type { PeerCase } from './locks.ts';
import { peerTasks } from './peer-tasks.ts';

const LONG = 20_000;

/** Three processes and three threads that wait; gives what ends when all of them have. */
function six(
  crew: Crew,
  condition: Condition,
  waits: Semaphore,
  woken: Semaphore,
  timeout: number,
): Promise<void> {
  const threads = Array.from({ length: 3 }, () =>
    new Thread(peerTasks.wait, { args: [condition, waits, woken, timeout] }).start(),
  );
  const processes = crew.all.map((peer) => peer.run('wait', condition, waits, woken, timeout));
  return Promise.all([...threads.map((thread) => thread.join()), ...processes]).then(() => {});
}

export const conditionCases: Readonly<Record<string, PeerCase>> = {
  'MCND-02 what timed out takes no later notification': async (crew) => {
    const [condition, waits, woken] = [new Condition(), new Semaphore(0), new Semaphore(0)];
    await six(crew, condition, waits, woken, 50);
    equal([waits.value, woken.value], [6, 0]);
    const all = six(crew, condition, waits, woken, LONG);
    await until(() => waits.value === 12, 'six wait again');
    condition.lock.runSync(() => condition.notifyAll());
    await all;
    equal(woken.value, 6);
    ok(String(condition).endsWith(', 0 waiting)'), String(condition));
  },
  'MCND-03 wakes exactly as many as it is told, and keeps none in store': async (crew) => {
    const [condition, waits, woken] = [new Condition(), new Semaphore(0), new Semaphore(0)];
    const all = six(crew, condition, waits, woken, LONG);
    await until(() => waits.value === 6, 'six wait');
    const notify = async (count: number, then: number): Promise<void> => {
      await condition.run(() => condition.notify(count));
      await until(() => woken.value >= then, `${then} are awake`);
      await aMoment();
      equal(woken.value, then);
    };
    await notify(2, 2);
    await notify(4, 6);
    await all;
    await notify(3, 6);
    equal(await crew.of('node').run('wait', condition, waits, woken, 50), false);
  },
  'MCND-05 waits for a predicate over shared state, in both directions': async (crew) => {
    for (const peer of crew.all) {
      const [condition, state] = [new Condition(), new Semaphore(0)];
      const theirs = peer.run('waitFor', condition, state, 4, LONG);
      for (let step = 0; step < 4; step += 1) {
        await condition.run(() => {
          state.release();
          condition.notify();
        });
      }
      equal((await theirs)[0], true);
      const mine = condition.run(() => condition.waitFor(() => state.value === 5, { timeout: LONG }));
      await peer.run('change', condition, state);
      equal(await mine, true);
    }
  },
  'MCND-06 gives up on a predicate that stays false after its time, however often it is notified': async (
    crew,
  ) => {
    const [condition, state] = [new Condition(), new Semaphore(0)];
    const theirs = crew.of('deno').run('waitFor', condition, state, 100, 200);
    for (let step = 0; step < 3; step += 1) {
      await aMoment();
      await condition.run(() => condition.notify());
    }
    const [came, took] = await theirs;
    equal(came, false);
    ok(took >= 190, `it took ${took} ms`);
  },
  'a notification goes on when whoever got it is killed before it has the lock': async (crew) => {
    for (const runtime of crew.runtimes) {
      const [condition, waits, woken] = [new Condition(), new Semaphore(0), new Semaphore(0)];
      const doomed = crew.start(runtime);
      doomed.leave('wait', condition, waits, woken, LONG);
      await until(() => waits.value === 1, 'the first waits');
      const next = crew.of('bun').run('wait', condition, waits, woken, LONG);
      await until(() => waits.value === 2, 'the second waits');
      await condition.run(async () => {
        condition.notify();
        await doomed.kill();
      });
      equal(await next, true);
      equal(woken.value, 1);
    }
  },
};
