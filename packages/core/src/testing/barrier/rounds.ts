import { aMoment, board, DONE, GO, mark, reaches, read, STARTED } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, throws } from '../check.ts';
import { inspect } from '../runtime.ts';
import { barrierTasks, INDEX, ROUNDS } from './barrier.tasks.ts';

export const basics: CaseGroup = {
  title: 'a barrier',
  where: 'everywhere',
  cases: {
    'is for one party or more': (t) => {
      for (const wrong of [0, -1, 1.5, NaN, Infinity, 2 ** 31])
        throws(RangeError, () => new t.of.Barrier(wrong), String(wrong));
      for (const wrong of [undefined, '2', null, 2n, {}])
        throws(TypeError, () => new t.of.Barrier(wrong as never), inspect(wrong));
      equal(
        [1, 2, 3000].map((parties) => new t.of.Barrier(parties).parties),
        [1, 2, 3000],
      );
    },
    'takes options after that and nothing else': (t) => {
      for (const wrong of [
        5,
        'name',
        true,
        null,
        { name: 5 },
        { action: 5 },
        { action: 'act' },
        { timeout: '5' },
      ])
        throws(TypeError, () => new t.of.Barrier(2, wrong as never), inspect(wrong));
      for (const timeout of [-1, NaN])
        throws(RangeError, () => new t.of.Barrier(2, { timeout }), String(timeout));
    },
    'BAR-11 of one party never blocks': async (t) => {
      const barrier = new t.of.Barrier(1);
      for (let i = 0; i < 3; i++) {
        equal([barrier.waitSync(), barrier.waitSync({ timeout: 0 })], [0, 0]);
        equal([await barrier.wait(), await barrier.wait({ timeout: 0 })], [0, 0]);
      }
      equal([barrier.waiting, barrier.broken], [0, false]);
    },
    'BAR-12 prints its name, who waits, and that it is broken': async (t) => {
      const barrier = new t.of.Barrier(3, { name: 'meeting' });
      const shows = (state: string): void => {
        for (const shown of [inspect(barrier), String(barrier)]) equal(shown, `Barrier(meeting, ${state})`);
      };
      shows('waiters=0/3');
      const waits = [barrier.wait(), barrier.wait()];
      await Promise.resolve();
      shows('waiters=2/3');
      await Promise.all([...waits, barrier.wait()]);
      shows('waiters=0/3');
      barrier.abort();
      shows('broken');
      barrier.reset();
      shows('waiters=0/3');
      includes(inspect(new t.of.Barrier(2)), 'Barrier(#', 'waiters=0/2');
    },
    'has getters that look and change nothing': (t) => {
      const barrier = new t.of.Barrier(2, { name: 'seen' });
      for (let i = 0; i < 3; i++)
        equal(
          [barrier.parties, barrier.waiting, barrier.broken, barrier.name, barrier.scope],
          [2, 0, false, 'seen', t.place.scope],
        );
      for (const name of ['parties', 'waiting', 'broken'])
        throws(TypeError, () => Object.assign(barrier, { [name]: 1 }), name);
    },
  },
};

export const rounds: CaseGroup = {
  title: 'rounds',
  where: 'everywhere',
  cases: {
    'BAR-02 BAR-03 BAR-04 are passed in lockstep, ten times, each with the indices 0 to 4': async (t) => {
      const [barrier, b] = [new t.of.Barrier(5), board()];
      for (const blocks of [true, true, false, false]) t.start(barrierTasks.rounds, barrier, b, blocks);
      await barrierTasks.rounds(barrier, b, false);
      await reaches(b, DONE, 5);
      equal([...b.subarray(INDEX, INDEX + 6)], [10, 10, 10, 10, 10, 0]);
      equal([barrier.waiting, barrier.broken], [0, false]);
    },
    'of flows of one thread are passed in lockstep': async (t) => {
      const [barrier, counts] = [new t.of.Barrier(4), Array.from({ length: 25 }, () => 0)];
      const flow = async (): Promise<number> => {
        let sum = 0;
        for (let round = 0; round < 25; round++) {
          counts[round]!++;
          sum += await barrier.wait();
          equal(counts[round], 4, `round ${round}`);
        }
        return sum;
      };
      const sums = await Promise.all([flow(), flow(), flow(), flow()]);
      equal(
        sums.reduce((a, b) => a + b),
        25 * 6,
      );
    },
    'with more comers than parties take as many as they need, and give each index once': async (t) => {
      const [barrier, b] = [new t.of.Barrier(2), board()];
      t.startAll(2, barrierTasks.many, barrier, b, 400, true);
      t.startAll(2, barrierTasks.many, barrier, b, 400, false);
      await Promise.all([
        barrierTasks.many(barrier, b, 400, false),
        barrierTasks.many(barrier, b, 400, false),
      ]);
      await reaches(b, DONE, 6);
      equal([read(b, INDEX), read(b, INDEX + 1)], [200, 200]);
      equal([barrier.waiting, barrier.broken], [0, false]);
    },
    'are each its own: a slow thread passes though the barrier was broken since': async (t) => {
      const [barrier, b] = [new t.of.Barrier(2), board()];
      t.start(barrierTasks.slow, barrier, b, false);
      await reaches(b, STARTED, 1);
      equal(await barrier.wait(), 1);
      equal(await Promise.all([barrier.wait(), barrier.wait()]), [0, 1]);
      barrier.abort();
      await aMoment();
      mark(b, GO);
      await reaches(b, DONE, 1);
      equal([read(b, INDEX), barrier.broken], [1, true]);
    },
    'are each its own: a slow thread sees its round broken though others passed since': async (t) => {
      const [barrier, b] = [new t.of.Barrier(2), board()];
      t.start(barrierTasks.slow, barrier, b, true);
      await reaches(b, STARTED, 1);
      equal(barrier.waiting, 1);
      barrier.reset();
      equal([barrier.waiting, barrier.broken], [0, false]);
      for (let i = 0; i < 3; i++) equal(await Promise.all([barrier.wait(), barrier.wait()]), [0, 1]);
      mark(b, GO);
      await reaches(b, DONE, 1);
      equal(barrier.broken, false);
    },
    'are numbered by arrival': async (t) => {
      const barrier = new t.of.Barrier(ROUNDS);
      const waits = Array.from({ length: ROUNDS }, () => barrier.wait());
      equal(await Promise.all(waits), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    },
  },
};
