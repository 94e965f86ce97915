import { TIMEOUT_MAX } from '../../threading/index.ts';
import {
  aMoment,
  board,
  DONE,
  elapsed,
  FREE,
  GO,
  GOT,
  lasted,
  mark,
  reaches,
  read,
  sleep,
} from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok, rejection, rejects, throws } from '../check.ts';
import { conditionTasks } from './condition.tasks.ts';
import { make, notify, waitHere, waiting } from './make.ts';

class Oops extends Error {}

function fail(): never {
  throw new Oops('oops');
}

export const endings: CaseGroup = {
  title: 'a wait',
  where: 'everywhere',
  cases: {
    'that times out gives false after about its time, with the lock held': async (t) => {
      const condition = make(t);
      await condition.run(async () => {
        equal(await condition.wait({ timeout: 0 }), false);
        equal(condition.locked, true);
        lasted(await elapsed(async () => equal(await condition.wait({ timeout: 200 }), false)), 200, 'wait');
        equal(condition.locked, true);
        equal(await condition.waitFor(() => false, { timeout: 20 }), false);
        condition.notify();
      });
      equal(condition.locked, false);
    },
    'that timed out leaves no trace: the notification goes to the next': async (t) => {
      const condition = make(t);
      const first = waitHere(condition, { timeout: 20 });
      const second = waitHere(condition);
      equal(await first, false);
      await waiting(condition, 1);
      await notify(condition);
      equal(await second, true);
    },
    'ends with its lock, however long that takes, whatever its timeout and signal': async (t) => {
      for (const ending of ['timeout', 'abort', 'abort, too late'] as const) {
        const [condition, b, controller] = [make(t), board(), new AbortController()];
        const { signal } = controller;
        let settled = false;
        const options = ending === 'abort' ? { signal } : { signal, timeout: 20 };
        const mine = condition.run(async () => {
          let result: unknown;
          // Until the other has come in: then it is in, or is out again.
          do result = await condition.wait(options).catch((reason: unknown) => reason);
          while (read(b, GOT) === 0);
          settled = true;
          equal([condition.locked, read(b, FREE)], [true, 1]);
          return result;
        });
        t.start(conditionTasks.occupy, condition, b, Infinity);
        await reaches(b, GOT, 1);
        if (ending === 'abort') controller.abort('x');
        await waiting(condition, 0);
        controller.abort('y');
        await aMoment();
        equal(settled, false, `${ending}: it ended without its lock`);
        mark(b, GO);
        equal(await mine, ending === 'abort' ? 'x' : false);
      }
    },
    'with a huge timeout waits': async (t) => {
      const condition = make(t);
      const all = [2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53, TIMEOUT_MAX, Infinity, undefined].map((timeout) =>
        waitHere(condition, { timeout }),
      );
      await waiting(condition, all.length);
      await aMoment();
      await waiting(condition, all.length);
      await condition.run(() => condition.notifyAll());
      ok((await Promise.all(all)).every(Boolean), 'one gave false');
    },
    'that is aborted rejects with the reason, with the lock held, and leaves no trace': async (t) => {
      const [condition, controller, reason] = [make(t), new AbortController(), new Error('enough')];
      const { signal } = controller;
      const held: boolean[] = [];
      const aborted = [
        condition.run(() => condition.wait({ signal }).finally(() => held.push(condition.locked))),
        condition.run(() =>
          condition.waitFor(() => false, { signal }).finally(() => held.push(condition.locked)),
        ),
      ];
      const next = waitHere(condition);
      await waiting(condition, 3);
      controller.abort(reason);
      for (const one of aborted) ok((await rejection(one)) === reason, 'not the very reason');
      equal(held, [true, true]);
      await waiting(condition, 1);
      await notify(condition);
      equal(await next, true);
      equal(condition.locked, false);
    },
    'whose signal is aborted already rejects without letting go of the lock': async (t) => {
      const [condition, b] = [make(t), board()];
      await condition.run(async () => {
        t.start(conditionTasks.occupy, condition, b, 0);
        const signal = AbortSignal.abort('x');
        for (let i = 0; i < 3; i++) {
          equal(await rejection(condition.wait({ signal })), 'x');
          equal(await rejection(condition.waitFor(() => true, { signal })), 'x');
        }
        equal(read(b, GOT), 0, 'it let go');
      });
      await reaches(b, DONE, 1);
    },
    'that is notified and aborted in one moment hands on to who waited then, and to no later one': async (
      t,
    ) => {
      const condition = make(t);
      for (const others of [0, 1]) {
        const controller = new AbortController();
        const first = waitHere(condition, { signal: controller.signal });
        await waiting(condition, 1);
        const second = others === 0 ? undefined : waitHere(condition);
        await waiting(condition, 1 + others);
        let late: Promise<boolean> | undefined;
        const third = condition.run(() => {
          condition.notify();
          late = condition.wait();
          controller.abort('x');
          return late;
        });
        equal(await rejection(first), 'x');
        if (second !== undefined) equal(await second, true);
        await aMoment();
        await waiting(condition, 1);
        await notify(condition);
        equal(await third, true);
      }
    },
    'that is notified and times out in one moment loses nothing': async (t) => {
      const condition = make(t);
      let [first, second] = [0, 0];
      for (let i = 0; i < 60; i++) {
        const early = waitHere(condition, { timeout: 1 + (i % 3) });
        const late = waitHere(condition);
        await sleep(i % 4);
        await notify(condition);
        if (await early) {
          first++;
          await waiting(condition, 1);
          await notify(condition);
        } else second++;
        equal(await late, true, `round ${i}`);
      }
      ok(first + second === 60 && condition.locked === false, `${first} and ${second}`);
    },
    'that is notified and aborted at any moment loses nothing': async (t) => {
      const condition = make(t);
      for (let i = 0; i < 60; i++) {
        const controller = new AbortController();
        const early = waitHere(condition, { signal: controller.signal }).catch((reason: unknown) => reason);
        const late = waitHere(condition);
        await waiting(condition, 2);
        const notified = notify(condition);
        for (let tick = 0; tick < i % 12; tick++) await Promise.resolve();
        controller.abort('x');
        await notified;
        const got = await early;
        if (got === true) {
          await waiting(condition, 1);
          await notify(condition);
        } else equal(got, 'x');
        equal(await late, true, `round ${i}`);
      }
      equal(condition.locked, false);
    },
    'asks its predicate with the lock held, and lets its errors through with the lock held': async (t) => {
      const condition = make(t);
      await condition.run(async () => {
        await rejects(Oops, condition.waitFor(fail));
        throws(Oops, () => condition.waitForSync(fail));
        equal(condition.locked, true);
        let asked = 0;
        const result = await condition.waitFor(() => ++asked > 1 && condition.locked, { timeout: 1 });
        equal([result, asked], [true, 2]);
      });
      equal(condition.locked, false);
    },
    'for a predicate has one deadline, which wake-ups do not move': async (t) => {
      const [condition, b] = [make(t), board()];
      const pest = t.start(conditionTasks.pester, condition, b);
      await reaches(b, GOT, 1);
      const took = await elapsed(async () =>
        equal(await condition.run(() => condition.waitFor(() => false, { timeout: 200 })), false),
      );
      ok(took < 2000 && took >= 150, `it took ${took} ms`);
      mark(b, GO);
      await pest.join();
    },
  },
};

export const endingsBlocking: CaseGroup = {
  title: 'a blocking wait',
  where: 'blocking',
  cases: {
    'that times out gives false after about its time, with the lock held': (t) => {
      const condition = make(t);
      condition.acquireSync();
      equal(condition.waitSync({ timeout: 0 }), false);
      const started = performance.now();
      equal(condition.waitSync({ timeout: 200 }), false);
      lasted(performance.now() - started, 200, 'waitSync');
      equal(
        condition.waitForSync(() => false, { timeout: 20 }),
        false,
      );
      equal(condition.locked, true);
      condition.release();
      equal(condition.locked, false);
    },
    'ends with its lock, however long that takes': async (t) => {
      const [condition, b] = [make(t), board()];
      condition.acquireSync();
      t.start(conditionTasks.occupy, condition, b, 100);
      while (read(b, GOT) === 0) equal(condition.waitSync({ timeout: 20 }), false);
      equal([condition.locked, read(b, FREE)], [true, 1]);
      condition.release();
      await reaches(b, DONE, 1);
    },
    'is woken by another thread, and keeps its scope': async (t) => {
      const [condition, b] = [make(t), board()];
      t.start(conditionTasks.notifyAtGo, condition, b);
      await condition.run(() => {
        mark(b, GO);
        equal(condition.waitSync(), true);
        equal(condition.locked, true);
      });
      equal(condition.locked, false);
    },
  },
};
