import { BlockingNotAllowedError, BrokenBarrierError, StateError } from '../../errors.ts';
import { type Barrier, Thread } from '../../threading/index.ts';
import { aMoment, board, DONE, elapsed, GO, GOT, mark, PATIENCE, reaches, read, STARTED } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejection, rejects, throws } from '../check.ts';
import type { Context } from '../context.ts';
import { waysToDie } from '../runtime.ts';
import { barrierTasks, INDEX } from './barrier.tasks.ts';

/** Three that wait in vain, in other threads: one that blocks and two that do not. */
async function threeWait(t: Context, barrier: Barrier): Promise<() => Promise<void>> {
  const b = board();
  t.start(barrierTasks.breaks, barrier, b, true);
  t.startAll(2, barrierTasks.breaks, barrier, b, false);
  await reaches(b, STARTED, 3);
  for (let i = 0; i < 1000 && barrier.waiting < 3; i++) await aMoment();
  return () => reaches(b, GOT, 3);
}

export const breaking: CaseGroup = {
  title: 'a barrier breaks',
  where: 'everywhere',
  cases: {
    'BAR-06 BAR-08 by abort, for all who wait and who come, until reset makes it usable again': async (t) => {
      const barrier = new t.of.Barrier(5);
      const broken = await threeWait(t, barrier);
      const mine = barrier.wait();
      await Promise.resolve();
      equal([barrier.waiting, barrier.broken], [4, false]);
      barrier.abort();
      const error = await rejects(BrokenBarrierError, mine);
      ok(error instanceof StateError, 'BrokenBarrierError is no StateError');
      equal(
        [(error as BrokenBarrierError).code, barrier.broken, barrier.waiting],
        ['ERR_BROKEN_BARRIER', true, 0],
      );
      await broken();
      await rejects(BrokenBarrierError, barrier.wait());
      throws(BrokenBarrierError, () => barrier.waitSync());
      barrier.abort();
      barrier.reset();
      barrier.reset();
      equal(barrier.broken, false);
      const b = board();
      for (const blocks of [true, true, false, false]) t.start(barrierTasks.rounds, barrier, b, blocks);
      await barrierTasks.rounds(barrier, b, false);
      await reaches(b, DONE, 5);
    },
    'for a round only, by reset: who waits is told, and it is as new': async (t) => {
      const barrier = new t.of.Barrier(4);
      const broken = await threeWait(t, barrier);
      barrier.reset();
      equal([barrier.waiting, barrier.broken], [0, false]);
      await broken();
      equal(barrier.broken, false);
    },
    'BAR-10 by the timeout that it was made with, for a wait without one': async (t) => {
      const barrier = new t.of.Barrier(2, { timeout: 100 });
      const took = await elapsed(() => rejects(BrokenBarrierError, barrier.wait()));
      ok(took >= 60, `after ${took} ms`);
      equal(barrier.broken, true);
      barrier.reset();
      const waiting = barrier.wait({ timeout: Infinity });
      await aMoment();
      await aMoment();
      equal([barrier.broken, barrier.waiting], [false, 1]);
      equal([await barrier.wait(), await waiting], [1, 0]);
    },
    'BAR-15 by the timeout of one, at once for another that would wait longer': async (t) => {
      for (const blocks of [true, false]) {
        const [barrier, b] = [new t.of.Barrier(3), board()];
        t.start(barrierTasks.breaks, barrier, b, blocks, 20_000);
        await reaches(b, STARTED, 1);
        const took = await elapsed(async () => {
          await rejects(BrokenBarrierError, barrier.wait({ timeout: 200 }));
          await reaches(b, GOT, 1);
        });
        ok(took < 10_000, `the other waited on, ${took} ms`);
        equal(barrier.broken, true);
      }
    },
    'by a timeout of 0 when others are missing, and is passed by it when none is': async (t) => {
      const barrier = new t.of.Barrier(2);
      const waiting = barrier.wait();
      equal([await barrier.wait({ timeout: 0 }), await waiting], [1, 0]);
      await rejects(BrokenBarrierError, barrier.wait({ timeout: 0 }));
      equal(barrier.broken, true);
      barrier.reset();
      throws(BrokenBarrierError, () => barrier.waitSync({ timeout: 0 }));
      equal(barrier.broken, true);
    },
    'not by a timeout that is refused': async (t) => {
      const barrier = new t.of.Barrier(2);
      for (const timeout of [-1, NaN]) {
        await rejects(RangeError, barrier.wait({ timeout }));
        throws(RangeError, () => barrier.waitSync({ timeout }));
      }
      await rejects(TypeError, barrier.wait({ timeout: '5' as never }));
      equal([barrier.waiting, barrier.broken], [0, false]);
    },
    'by the signal of one, which gets its reason': async (t) => {
      const [barrier, controller, reason] = [new t.of.Barrier(5), new AbortController(), new Error('enough')];
      const broken = await threeWait(t, barrier);
      const waiting = barrier.wait({ signal: controller.signal });
      await aMoment();
      controller.abort(reason);
      ok((await rejection(waiting)) === reason, 'not the very reason');
      await broken();
      equal(barrier.broken, true);
    },
    'not by a signal that is aborted before, nor by one that comes late': async (t) => {
      const [barrier, controller] = [new t.of.Barrier(2), new AbortController()];
      equal(await rejection(barrier.wait({ signal: AbortSignal.abort('x') })), 'x');
      equal([barrier.waiting, barrier.broken], [0, false]);
      const waits = [barrier.wait({ signal: controller.signal }), barrier.wait()];
      // All have come: the round is over, whatever this one is told.
      controller.abort('late');
      equal(await rejection(waits[0]!), 'late');
      equal([await waits[1], barrier.broken], [1, false]);
    },
    'when one dies who waits': async (t) => {
      for (const way of waysToDie[t.place.runtime]) {
        const [barrier, b, c] = [new t.of.Barrier(4), board(), board()];
        const dying = t.launch(barrierTasks.dies, [barrier, b, way]);
        await reaches(b, STARTED, 1);
        t.start(barrierTasks.breaks, barrier, c, true);
        const mine = rejects(BrokenBarrierError, barrier.wait());
        await reaches(c, STARTED, 1);
        await aMoment();
        equal(barrier.broken, false);
        mark(b, GO);
        await mine;
        await reaches(c, GOT, 1);
        equal([barrier.broken, await dying.join({ timeout: PATIENCE })], [true, true]);
      }
    },
    'when one ends who waits, though by the end of its task': async (t) => {
      const [barrier, b] = [new t.of.Barrier(3), board()];
      await t.start(barrierTasks.leaves, barrier, b).join();
      await rejects(BrokenBarrierError, barrier.wait());
      equal(barrier.broken, true);
      barrier.reset();
      equal(await Promise.all([barrier.wait(), barrier.wait(), barrier.wait()]), [0, 1, 2]);
    },
  },
};

export const breakingBlocking: CaseGroup = {
  title: 'a barrier that is blocked on',
  where: 'blocking',
  cases: {
    'lets through when all have come, by whichever form': (t) => {
      const [barrier, b] = [new t.of.Barrier(3), board()];
      for (const blocks of [true, false]) t.start(barrierTasks.once, barrier, b, blocks);
      const index = barrier.waitSync();
      const got = [0, 1, 2].map((one) => read(b, INDEX + one) + Number(one === index));
      ok(
        got.every((count) => count <= 1),
        got.join(),
      );
      equal(barrier.broken, false);
    },
    'BAR-10 breaks by the timeout that it was made with': async (t) => {
      const barrier = new t.of.Barrier(2, { timeout: 100 });
      const took = await elapsed(() => throws(BrokenBarrierError, () => barrier.waitSync()));
      ok(took >= 60, `after ${took} ms`);
      equal([barrier.broken, barrier.waiting], [true, 0]);
    },
    'breaks when a thread dies that waits': async (t) => {
      const [way] = waysToDie[t.place.runtime] as [(typeof waysToDie.node)[0]];
      const [barrier, b] = [new t.of.Barrier(2 + 1), board()];
      const dying = new Thread(barrierTasks.dies, { args: [barrier, b, way] }).start();
      await reaches(b, STARTED, 1);
      mark(b, GO);
      throws(BrokenBarrierError, () => barrier.waitSync({ timeout: PATIENCE }));
      equal(await dying.join({ timeout: PATIENCE }), true);
    },
  },
};

export const page: CaseGroup = {
  title: 'a page',
  where: 'page',
  cases: {
    'is refused a blocking wait for others by an error that names the other form, and has not come': (t) => {
      const barrier = new t.of.Barrier(2);
      for (const options of [{}, { timeout: 10 }, { timeout: Infinity }])
        includes(
          throws(BlockingNotAllowedError, () => barrier.waitSync(options)).message,
          'await',
          'barrier.wait()',
        );
      equal([barrier.waiting, barrier.broken], [0, false]);
    },
    'may come last by the blocking form': async (t) => {
      const barrier = new t.of.Barrier(2);
      const waiting = barrier.wait();
      equal([barrier.waitSync(), await waiting], [1, 0]);
    },
  },
};
