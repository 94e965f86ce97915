import { COMING, PARKED } from '../../memory/index.ts';
import { activeCount, enumerate, Event, Thread } from '../../threading/index.ts';
import { board, DONE, FREE, GO, mark, PATIENCE, reaches, read, STARTED, until } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok } from '../check.ts';
import { kernelNameOf } from '../runtime.ts';
import { stocked } from '../stocked.ts';
import { threadTasks } from './thread.tasks.ts';

/** A worker made ahead sleeps; it takes a start for the first to be made. */
async function asleep(): Promise<void> {
  if (!stocked(PARKED) && !stocked(COMING)) await new Thread(threadTasks.nothing).start().join();
  await until(() => stocked(PARKED), 'a worker of the stock sleeps');
}

export const stock: CaseGroup = {
  title: 'a worker that was made ahead',
  where: 'everywhere',
  cases: {
    'is not a thread before it is taken': async () => {
      const before = activeCount();
      await asleep();
      equal([activeCount(), enumerate().length], [before, before]);
      ok(
        enumerate().every(({ ident, name }) => ident !== undefined && name !== ''),
        'it is registered',
      );
    },
    'brings nothing of another thread’s modules': async () => {
      for (let i = 0; i < 2; i += 1) {
        await asleep();
        const b = board();
        await new Thread(threadTasks.countsItself, { args: [b] }).start().join();
        equal(read(b, FREE), 1, 'calls in this copy of the module');
      }
    },
    'is taken by a start, which needs no event loop, and is replaced': async (t) => {
      const gate = new Event();
      for (let i = 0; i < 3; i += 1) {
        await asleep();
        const thread = t.launch(threadTasks.waitsFor, [gate], { name: 'taken' });
        equal([thread.isAlive, thread.name], [true, 'taken']);
        gate.set();
        ok(await thread.join({ timeout: PATIENCE }), 'it does not end');
        if (thread.error !== undefined) throw thread.error;
        gate.clear();
      }
    },
    'has one taker, when threads start others at the same time': async (t) => {
      await asleep();
      const [b, gate] = [board(), new Event()];
      const starters = t.startAll(3, threadTasks.startsAtGo, b, gate);
      await reaches(b, STARTED, 3);
      await until(() => stocked(PARKED) || stocked(COMING), 'the stock is filled');
      gate.set();
      for (const starter of starters) ok(await starter.join({ timeout: PATIENCE }), 'a starter does not end');
      await reaches(b, DONE, 3);
      equal(read(b, DONE), 3);
    },
    'does not run a thread that wants a stack of its own size, which runs all the same': async (t) => {
      await asleep();
      const b = board();
      const thread = new Thread(threadTasks.run, { args: [b], stackSize: 2 ** 20 }).start();
      ok(await thread.join({ timeout: PATIENCE }), 'it does not end');
      equal(read(b, DONE), 1, t.place.runtime);
    },
    'THR-71 is named after its thread for the kernel, where that has names': async () => {
      await asleep();
      for (const [name, kernels] of [
        ['short', 'short'],
        ['fifteen-bytes-and-more', 'fifteen-bytes-a'],
        ['cut\0here', 'cut'],
        ['größer', 'größer'],
      ] as const) {
        const b = board();
        const thread = new Thread(threadTasks.untilGo, { args: [b], name }).start();
        await reaches(b, STARTED, 1);
        const seen = kernelNameOf(thread.nativeId);
        ok(seen === undefined || seen === kernels, `${name} is called ${seen}`);
        equal(thread.name, name);
        mark(b, GO);
        await thread.join();
      }
    },
  },
};
