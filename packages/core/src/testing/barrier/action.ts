import { BrokenBarrierError, SerializationError, StateError } from '../../errors.ts';
import { remote } from '../../task/index.ts';
import { Thread } from '../../threading/index.ts';
import { aMoment, board, DONE, GOT, PATIENCE, reaches, read, sleep, STARTED } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejects, throws } from '../check.ts';
import { waysToDie } from '../runtime.ts';
import { ACTED, barrierTasks, stage } from './barrier.tasks.ts';

const elsewhere = (): typeof import('./unloaded.tasks.ts').actElsewhere =>
  remote<typeof import('./unloaded.tasks.ts')>(new URL('./unloaded.tasks.ts', barrierTasks.act.url))
    .actElsewhere;

export const action: CaseGroup = {
  title: 'an action',
  where: 'everywhere',
  cases: {
    'runs once a round, in the last to arrive, before anybody goes on': async (t) => {
      const log: string[] = [];
      const barrier = new t.of.Barrier(3, { action: () => void log.push(`act ${barrier.waiting}`) });
      const flow = async (name: string): Promise<void> => {
        for (let i = 0; i < 2; i++) {
          log.push(`come ${name}`);
          await barrier.wait();
          log.push('go');
        }
      };
      await Promise.all([flow('a'), flow('b'), flow('c')]);
      const round = ['come', 'come', 'come', 'act', 'go', 'go', 'go'];
      ok(log.indexOf('act 3') === 3, log.join());
      equal(
        log.filter((line) => line.startsWith('act')),
        ['act 3', 'act 3'],
      );
      equal(log.map((line) => line.split(' ')[0]).sort(), [...round, ...round].sort());
    },
    'is a task that travels: it runs once a round in whichever thread comes last': async (t) => {
      for (const act of [barrierTasks.act, barrierTasks.actLater]) {
        const [barrier, b] = [new t.of.Barrier(3, { action: act }), board()];
        // One that blocks cannot wait for a promise, so only the others meet for such an action.
        t.start(barrierTasks.rounds, barrier, b, act === barrierTasks.act);
        t.start(barrierTasks.rounds, barrier, b, false);
        await barrierTasks.rounds(barrier, b, false);
        await reaches(b, DONE, 3);
        equal([read(b, ACTED), barrier.broken], [10, false]);
      }
    },
    'of one party runs each time': async (t) => {
      let acted = 0;
      const barrier = new t.of.Barrier(1, { action: () => void acted++ });
      equal([await barrier.wait(), barrier.waitSync(), acted], [0, 0, 2]);
    },
    'BAR-14 that throws breaks the barrier: its thread gets the error, the others BrokenBarrierError': async (
      t,
    ) => {
      const [barrier, b] = [new t.of.Barrier(4, { action: barrierTasks.actFails }), board()];
      t.start(barrierTasks.breaks, barrier, b, true);
      t.start(barrierTasks.breaks, barrier, b, false);
      await reaches(b, STARTED, 2);
      for (let i = 0; i < 1000 && barrier.waiting < 2; i++) await aMoment();
      const mine = rejects(BrokenBarrierError, barrier.wait());
      await Promise.resolve();
      equal(throws(RangeError, () => barrier.waitSync()).message, 'the action is to fail');
      await mine;
      await reaches(b, GOT, 2);
      equal(barrier.broken, true);
      barrier.reset();
      equal(barrier.broken, false);
      const alone = new t.of.Barrier(1, { action: barrierTasks.actFails });
      await rejects(RangeError, alone.wait());
      equal(alone.broken, true);
    },
    'that gives a promise is awaited by wait; waitSync cannot, says so, and breaks the barrier': async (
      t,
    ) => {
      let acted = 0;
      const later = async (): Promise<void> => {
        await sleep(20);
        acted++;
      };
      const barrier = new t.of.Barrier(2, { action: later as () => void });
      equal(await Promise.all([barrier.wait(), barrier.wait()]), [0, 1]);
      equal(acted, 1, 'somebody went on before the action was done');
      const other = rejects(BrokenBarrierError, barrier.wait());
      await Promise.resolve();
      includes(throws(TypeError, () => barrier.waitSync()).message, 'await barrier.wait()');
      await other;
      equal(barrier.broken, true);
    },
    'is not begun again before it has ended: who comes meanwhile waits for the next round': async (t) => {
      let [acting, acted] = [0, 0];
      const act = async (): Promise<void> => {
        equal(++acting, 1, 'actions at once');
        await sleep(5);
        acting--;
        acted++;
      };
      const barrier = new t.of.Barrier(2, { action: act as () => void });
      const indices = await Promise.all(Array.from({ length: 8 }, () => barrier.wait()));
      equal([indices.sort(), acted], [[0, 0, 0, 0, 1, 1, 1, 1], 4]);
    },
    'that runs while the barrier breaks or is reset ends in vain': async (t) => {
      for (const how of ['abort', 'reset'] as const) {
        let finish = (): void => {};
        const act = (): Promise<void> => new Promise((resolve) => (finish = resolve));
        const barrier = new t.of.Barrier(2, { action: act as () => void });
        const waits = [barrier.wait(), barrier.wait()].map((wait) => rejects(BrokenBarrierError, wait, how));
        await aMoment();
        equal(barrier.waiting, 2);
        barrier[how]();
        await waits[0];
        equal([barrier.broken, barrier.waiting], [how === 'abort', 0]);
        finish();
        await waits[1];
        barrier.reset();
        const again = [barrier.wait(), barrier.wait()];
        await aMoment();
        finish();
        equal(await Promise.all(again), [0, 1]);
      }
    },
    'does not keep a timeout from ending a wait': async (t) => {
      let finish = (): void => {};
      const act = (): Promise<void> => new Promise((resolve) => (finish = resolve));
      const barrier = new t.of.Barrier(2, { action: act as () => void });
      const timed = rejects(BrokenBarrierError, barrier.wait({ timeout: 50 }));
      const acting = rejects(BrokenBarrierError, barrier.wait());
      await timed;
      finish();
      await acting;
      equal(barrier.broken, true);
    },
    'whose thread dies in it breaks the barrier, which reset makes as new': async (t) => {
      const [way] = waysToDie[t.place.runtime] as [(typeof waysToDie.node)[0]];
      const [barrier, b] = [new t.of.Barrier(3, { action: barrierTasks.actDies }), board()];
      t.start(barrierTasks.breaks, barrier, b, true);
      await reaches(b, STARTED, 1);
      const mine = rejects(BrokenBarrierError, barrier.wait());
      for (let i = 0; i < 1000 && barrier.waiting < 2; i++) await aMoment();
      const dying = new Thread(barrierTasks.diesActing, { args: [barrier, way] }).start();
      await mine;
      await reaches(b, GOT, 1);
      equal([barrier.broken, await dying.join({ timeout: PATIENCE })], [true, true]);
      barrier.reset();
      await rejects(BrokenBarrierError, barrier.wait({ timeout: 20 }));
    },
    'whose module was not imported is found by wait, and before a thread that got it begins': async (t) => {
      const [alone, shared, b] = [
        new t.of.Barrier(1, { action: elsewhere() }),
        new t.of.Barrier(2, { action: elsewhere() }),
        board(),
      ];
      stage.board = b;
      includes(throws(StateError, () => alone.waitSync()).message, 'unloaded.tasks', 'await barrier.wait()');
      equal(alone.broken, true);
      alone.reset();
      equal([await alone.wait(), alone.waitSync(), read(b, ACTED)], [0, 0, 2]);
      const mine = shared.wait();
      t.start(barrierTasks.once, shared, b, true);
      equal([await mine, read(b, ACTED)], [0, 3]);
    },
  },
};

export const passing: CaseGroup = {
  title: 'a barrier that is passed',
  where: 'everywhere',
  cases: {
    'is the same at every place of a nested value, with its name and timeout': async (t) => {
      const barrier = new t.of.Barrier(2, { name: 'sent', timeout: 20 });
      const value = { list: [barrier], map: new Map([['same', barrier]]) };
      await t.start(barrierTasks.arrived, value, t.place.scope).join();
      equal(barrier.broken, true);
    },
    'has no plain function as its action: SerializationError says so, and where': (t) => {
      const barrier = new t.of.Barrier(2, { action: () => {} });
      const thread = new Thread(barrierTasks.once, { args: [barrier, board(), false] });
      const error = throws(SerializationError, () => thread.start());
      equal((error as SerializationError).path, 'args[0]');
      includes(error.message, 'plain function', 'defineTasks');
    },
  },
};
