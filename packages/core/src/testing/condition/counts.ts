import { aMoment, board, DONE, FREE, GO, GOT, mark, put, reaches, read, STARTED } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok } from '../check.ts';
import { conditionTasks } from './condition.tasks.ts';
import { make, notify, waitHere, waiting } from './make.ts';

export const counts: CaseGroup = {
  title: 'notify',
  where: 'everywhere',
  cases: {
    'COND-04 wakes exactly as many as it says, after its lock is released, and again on the same object':
      async (t) => {
        const condition = make(t);
        for (let pass = 0; pass < 2; pass++) {
          const b = board();
          for (let i = 0; i < 5; i++) t.start(conditionTasks.rounds, condition, b, 2, i % 2 === 0);
          const expect = async (first: number, second: number, waits: number): Promise<void> => {
            await reaches(b, FREE, first);
            await reaches(b, FREE + 1, second);
            await waiting(condition, waits);
            equal([read(b, FREE), read(b, FREE + 1)], [first, second]);
          };
          await expect(0, 0, 5);
          await condition.run(async () => {
            condition.notify(3);
            await aMoment();
            equal(read(b, FREE), 0, 'a waiter ran before the lock was released');
          });
          await expect(3, 0, 5);
          await notify(condition, 5);
          await expect(5, 3, 2);
          await condition.run(() => condition.notifyAll());
          await expect(5, 5, 0);
          await reaches(b, DONE, 5);
        }
      },
    'wakes in order of arrival, whichever way and thread they wait in': async (t) => {
      const [condition, b] = [make(t), board()];
      const mine: Promise<void>[] = [];
      for (let number = 0; number < 6; number++) {
        if (number % 3 === 2) {
          mine.push(
            condition.run(async () => {
              mark(b, STARTED);
              await condition.wait();
              put(b, FREE + mark(b, GOT), number);
            }),
          );
        } else t.start(conditionTasks.queue, condition, b, number, number % 3 === 0);
        await reaches(b, STARTED, number + 1);
        await waiting(condition, number + 1);
      }
      for (let number = 0; number < 6; number++) {
        await notify(condition);
        await reaches(b, GOT, number + 1);
      }
      await Promise.all(mine);
      equal([...b.subarray(FREE, FREE + 6)], [0, 1, 2, 3, 4, 5]);
    },
    'without anybody to wake does nothing, now or later': async (t) => {
      const condition = make(t);
      await condition.run(async () => {
        condition.notify();
        condition.notify(10);
        condition.notifyAll();
        equal(await condition.wait({ timeout: 20 }), false);
      });
      const mine = waitHere(condition);
      await waiting(condition, 1);
      await notify(condition, 0);
      await waiting(condition, 1);
      await notify(condition, 10);
      equal(await mine, true);
    },
    'wakes as many flows of one thread': async (t) => {
      const condition = make(t);
      let woken = 0;
      const flows = Array.from({ length: 8 }, () => waitHere(condition).then(() => void woken++));
      for (const [n, total] of [
        [1, 1],
        [3, 4],
        [2, 6],
      ] as const) {
        await waiting(condition, 8 - total + n);
        await notify(condition, n);
        await aMoment();
        equal(woken, total);
      }
      await condition.run(() => condition.notifyAll());
      await Promise.all(flows);
      equal([woken, condition.locked], [8, false]);
    },
    'given to a thread that cannot run yet is that thread’s: kept for it, and nobody else’s': async (t) => {
      const [condition, gate, b, c] = [make(t), new t.of.Event(), board(), board()];
      t.start(conditionTasks.stall, condition, gate, b);
      await reaches(b, STARTED, 1);
      await waiting(condition, 1);
      t.start(conditionTasks.queue, condition, c, 1, true);
      await waiting(condition, 2);
      mark(b, GO);
      await notify(condition);
      await aMoment();
      equal(read(c, GOT), 0, 'the notification went to another');
      gate.set();
      await reaches(b, GOT, 1);
      await notify(condition);
      await reaches(c, DONE, 1);
    },
    'loses nothing in two hundred rounds of handing a turn to and fro': async (t) => {
      const [condition, b] = [make(t), board()];
      t.start(conditionTasks.turns, condition, b, 200, true);
      t.start(conditionTasks.turns, condition, b, 200, false);
      await reaches(b, DONE, 2);
      equal(read(b, FREE), 400);
    },
    'COND-06 wakes waitFor only to ask again: three times in vain, the fourth is true': async (t) => {
      for (const blocks of [true, false]) {
        const [condition, b] = [make(t), board()];
        t.start(conditionTasks.waitFor, condition, b, 4, blocks);
        await reaches(b, STARTED, 1);
        for (let i = 1; i <= 4; i++) {
          await waiting(condition, 1);
          equal([read(b, GOT), read(b, DONE)], [i, 0]);
          await condition.run(() => {
            put(b, FREE, i);
            condition.notify();
          });
        }
        await reaches(b, DONE, 1);
        ok(read(b, GOT) === 5, `it was asked ${read(b, GOT)} times`);
      }
    },
  },
};
