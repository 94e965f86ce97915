import { StateError } from '../../errors.ts';
import {
  activeChildren,
  cpuCount,
  currentProcess,
  parentProcess,
  Process,
  Semaphore,
} from '../../multiprocessing/index.ts';
import { getNativeId } from '../../threading/index.ts';
import { PATIENCE, until } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok, rejects, throws } from '../check.ts';
import { descendantsOf } from '../process-table.ts';
import { inspect, processNumbers } from '../runtime.ts';
import { make } from './make.ts';
import { processTasks as tasks, shortNumber } from './process.tasks.ts';

export const identity: CaseGroup = {
  title: 'who is who',
  where: 'everywhere',
  cases: {
    'PROC-01 the main process is alive, no daemon, and has the system’s number': async () => {
      const me = currentProcess();
      equal([me.name, me.pid, me.daemon, me.isAlive], ['MainProcess', processNumbers().pid, false, true]);
      equal(inspect(me), 'Process(MainProcess, started)');
      equal(parentProcess(), null);
      ok(currentProcess() === me, 'it is another object each time');
      throws(StateError, () => me.joinSync());
      await rejects(StateError, me.join());
    },
    'CPU-01 there is at least one CPU': () => {
      ok(Number.isInteger(cpuCount()) && cpuCount() >= 1, `${cpuCount()} CPUs`);
    },
    'PROC-04 the flag is the parent’s unless it is given, and the name counts up': () => {
      const made = [undefined, true, false].map((daemon) => {
        return new Process(tasks.nothing, daemon === undefined ? {} : { daemon });
      });
      equal(
        made.map(({ daemon }) => daemon),
        [false, true, false],
      );
      const numbers = made.map(({ name }) => Number(/^Process-(\d+)$/.exec(name)?.[1]));
      equal([numbers[1], numbers[2]], [numbers[0]! + 1, numbers[0]! + 2]);
      const named = new Process(tasks.nothing, { name: 'one' });
      equal([named.name, inspect(named)], ['one', 'Process(one, initial)']);
      equal(inspect(made[1]), `Process(${made[1]!.name}, initial, daemon)`);
      ok(named.target === tasks.nothing, 'the target is another');
    },
    'PROC-07 a child knows its name, its number, its flag and its parent': async (t) => {
      const { pid } = processNumbers();
      const known = { name: 'itself', daemon: true, parent: pid, parentName: 'MainProcess' };
      const child = make(t, tasks.isItself, [known], { name: 'itself', daemon: true }).start();
      ok(child.pid !== pid && typeof child.pid === 'number', `its number is ${child.pid}`);
      equal(await child.join(), true);
      equal(child.exitCode, shortNumber(child.pid));
    },
    'PROC-08 its main thread is another than its parent’s': async (t) => {
      const child = make(t, tasks.hasOwnMainThread, [getNativeId() ?? 0]).start();
      await child.join();
      equal(child.exitCode, 0);
    },
    'PROC-06 a grandchild sees its parent alive, and ends with it': async (t) => {
      const ready = new Semaphore(0);
      const child = make(t, tasks.starts, [ready, 'the middle one'], { name: 'the middle one' }).start();
      ok(await ready.acquire({ timeout: PATIENCE }), 'no grandchild has come up');
      const below = descendantsOf(child.pid ?? 0);
      equal(below.length, 1);
      child.terminate();
      equal([await child.join(), child.exitCode], [true, -15]);
      await until(() => !descendantsOf(1).some(({ pid }) => pid === below[0]!.pid), 'it ends too');
    },
    'activeChildren names all that live, whichever thread has started them': async (t) => {
      const ready = new Semaphore(0);
      const children = ['a', 'b'].map((name) =>
        make(t, tasks.idles, [ready], { name, daemon: true }).start(),
      );
      const listed = activeChildren();
      for (const child of children) {
        const found = listed.filter(({ pid }) => pid === child.pid);
        equal(found.length, 1);
        ok(found[0] === child, 'it is another object');
        child.kill();
        await child.join();
      }
      equal(activeChildren().filter(({ pid }) => children.some((child) => child.pid === pid)).length, 0);
    },
  },
};
