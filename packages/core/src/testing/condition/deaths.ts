import { aMoment, board, DONE, GO, GOT, mark, PATIENCE, reaches, read, STARTED } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok } from '../check.ts';
import { waysToDie } from '../runtime.ts';
import { conditionTasks } from './condition.tasks.ts';
import { make, notify, waitHere, waiting } from './make.ts';

export const deaths: CaseGroup = {
  title: 'a waiter',
  where: 'everywhere',
  cases: {
    'that died is passed over': async (t) => {
      for (const way of waysToDie[t.place.runtime]) {
        const [condition, b, c] = [make(t), board(), board()];
        const dying = t.launch(conditionTasks.waitAndDie, [condition, b, way]);
        await reaches(b, STARTED, 1);
        t.start(conditionTasks.queue, condition, c, 1, true);
        await waiting(condition, 2);
        mark(b, GO);
        ok(await dying.join({ timeout: PATIENCE }), 'the dead thread does not end');
        await waiting(condition, 1);
        await notify(condition);
        await reaches(c, DONE, 1);
      }
    },
    'that dies after it was notified, before it has the lock, hands the notification on to one': async (
      t,
    ) => {
      for (const way of waysToDie[t.place.runtime]) {
        for (const blocks of [true, false]) {
          const [condition, b, c] = [make(t), board(), board()];
          const dying = t.launch(conditionTasks.waitAndDie, [condition, b, way]);
          await reaches(b, STARTED, 1);
          await waiting(condition, 1);
          t.start(conditionTasks.queue, condition, c, 1, blocks);
          t.start(conditionTasks.queue, condition, c, 2, blocks);
          await waiting(condition, 3);
          await condition.run(async () => {
            condition.notify();
            mark(b, GO);
            ok(await dying.join({ timeout: PATIENCE }), 'the dead thread does not end');
          });
          await reaches(c, DONE, 1);
          await aMoment();
          equal([read(b, GOT), read(c, DONE)], [0, 1], 'who went on');
          await waiting(condition, 1);
          await notify(condition);
          await reaches(c, DONE, 2);
        }
      }
    },
    'goes on, with the lock, when the notifier dies with it': async (t) => {
      for (const way of waysToDie[t.place.runtime]) {
        const condition = make(t);
        const mine = condition.run(async () => {
          equal(await condition.wait(), true);
          return condition.lock.locked;
        });
        await waiting(condition, 1);
        const b = board();
        const dying = t.launch(conditionTasks.notifyAndDie, [condition, b, way]);
        equal(await mine, true);
        ok(await dying.join({ timeout: PATIENCE }), 'the dead thread does not end');
        equal(condition.locked, false);
        const second = new t.of.Condition(condition.lock);
        equal(await second.run(() => second.wait({ timeout: 1 })), false);
      }
    },
    'of a thread that ended is none': async (t) => {
      const [condition, b] = [make(t), board()];
      for (const way of waysToDie[t.place.runtime]) {
        const dying = t.launch(conditionTasks.waitAndDie, [condition, b, way]);
        mark(b, GO);
        ok(await dying.join({ timeout: PATIENCE }), 'the dead thread does not end');
      }
      await waiting(condition, 0);
      const mine = waitHere(condition);
      await waiting(condition, 1);
      await notify(condition);
      equal(await mine, true);
    },
  },
};
