import { StateError } from '../../errors.ts';
import { Event, Process, Semaphore } from '../../multiprocessing/index.ts';
import { activeChildren, getContext } from '../../multiprocessing/index.ts';
import { PATIENCE, sleep } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejection, rejects, throws } from '../check.ts';
import { isRunning } from '../process-table.ts';
import type { Context } from '../context.ts';
import { collectGarbage, inspect } from '../runtime.ts';
import { make } from './make.ts';
import { global, processTasks as tasks, shortNumber } from './process.tasks.ts';

async function comesUp(ready: Semaphore): Promise<void> {
  ok(await ready.acquire({ timeout: PATIENCE }), 'the process does not come up');
}

/** In a function of its own, so that nothing here holds on to the argument. */
function giveAway(t: Context): { readonly process: Process; readonly argument: WeakRef<object> } {
  const argument = { of: 'the child' };
  const process = make(t, tasks.takes, [argument]).start();
  return { process, argument: new WeakRef(argument) };
}

export const life: CaseGroup = {
  title: 'a process',
  where: 'everywhere',
  cases: {
    'PROC-07 PROC-11 is alive from start to its end, and has an exit code then': async (t) => {
      const [ready, go] = [new Semaphore(0), new Event()];
      const process = make(t, tasks.untilSet, [ready, go]);
      const { name } = process;
      equal([process.isAlive, process.pid, process.exitCode], [false, undefined, null]);
      ok(!activeChildren().includes(process), 'it is listed before it starts');
      ok(process.start() === process, 'start does not give the process');
      equal([process.isAlive, process.exitCode, typeof process.pid], [true, null, 'number']);
      ok(activeChildren().includes(process), 'it is not listed');
      await comesUp(ready);
      ok(isRunning(process.pid ?? 0), 'the system knows no such process');
      equal(inspect(process), `Process(${name}, started)`);
      for (const timeout of [0, 10]) {
        equal(await process.join({ timeout }), false);
        equal(process.joinSync({ timeout }), false);
      }
      const sentinel = process.sentinel;
      go.set();
      await sentinel;
      equal(
        [await process.join(), process.joinSync(), await process.join({ timeout: 0 })],
        [true, true, true],
      );
      equal([process.isAlive, process.exitCode], [false, 0]);
      ok(!activeChildren().includes(process), 'it is listed after its end');
      ok(!isRunning(process.pid ?? 0), 'the system still has the process');
      equal(inspect(process), `Process(${name}, stopped, exit code 0)`);
      for (const end of ['terminate', 'kill', 'interrupt'] as const) process[end]();
      equal(process.exitCode, 0);
    },
    'PROC-39 is started once, and joined, ended and sent only after that': async (t) => {
      const process = make(t, tasks.nothing, []);
      await rejects(StateError, process.join());
      for (const what of ['joinSync', 'terminate', 'kill', 'interrupt'] as const) {
        includes(throws(StateError, () => process[what]()).message, process.name, 'not been started');
      }
      process.start();
      includes(throws(StateError, () => process.start()).message, process.name, 'started before');
      await process.join();
      throws(StateError, () => process.start());
    },
    'PROC-11 PROC-12 is ended by a signal, whatever it does': async (t) => {
      const [ready, never] = [new Semaphore(0), new Event()];
      const ends = [
        ['terminate', -15, make(t, tasks.idles, [ready])],
        ['kill', -9, make(t, tasks.blocks, [ready, never])],
        ['interrupt', -2, make(t, tasks.idles, [ready])],
        ['terminate', -15, make(t, tasks.spins, [ready])],
      ] as const;
      for (const [, , process] of ends) process.start();
      for (let up = 0; up < ends.length; up += 1) await comesUp(ready);
      for (const [how, code, process] of ends) {
        process[how]();
        equal([await process.join(), process.exitCode, process.isAlive], [true, code, false]);
        equal(await process.join(), true);
        ok(!activeChildren().includes(process), 'it is listed after its end');
      }
    },
    'PROC-29 ends with the code that it exits with': async (t) => {
      const codes: readonly (readonly [unknown, number])[] = [
        [8, 8],
        [true, 1],
        [false, 0],
        [undefined, 0],
      ];
      const all = codes.map(([given]) => make(t, tasks.exits, [given]).start());
      for (const [index, [, code]] of codes.entries()) {
        await all[index]!.join();
        equal(all[index]!.exitCode, code);
      }
    },
    'is closed when it has ended, and good for nothing then': async (t) => {
      const ready = new Semaphore(0);
      const process = make(t, tasks.idles, [ready]).start();
      includes(throws(RangeError, () => process.close()).message, process.name, 'still runs');
      process.kill();
      await process.join();
      process.close();
      process.close();
      for (const use of ['pid', 'exitCode', 'isAlive', 'sentinel'] as const)
        throws(RangeError, () => process[use]);
      throws(RangeError, () => process.joinSync());
      throws(RangeError, () => process.terminate());
      throws(RangeError, () => process.start());
      await rejects(RangeError, process.join());
      equal(inspect(process), `Process(${process.name}, closed)`);
      make(t, tasks.nothing, []).close();
    },
    'is ended where its scope is left': async (t) => {
      let left: Process;
      {
        using process = make(t, tasks.idles, [new Semaphore(0)]).start();
        left = process;
      }
      equal([await left.join(), left.exitCode], [true, -15]);
      {
        using ended = left;
        equal(ended.isAlive, false);
      }
      throws(RangeError, () => left.isAlive);
    },
    'PROC-20 waits for its threads, and not for its daemon threads': async (t) => {
      const ended = new Event();
      const process = make(t, tasks.leavesThreads, [ended]).start();
      await process.join();
      equal([process.exitCode, ended.isSet], [0, true]);
    },
    'CTX-20 has modules of its own, as they are when they are new': async (t) => {
      global.changed = true;
      const process = make(t, tasks.changesNothing, []).start();
      global.changed = false;
      await process.join();
      equal(process.exitCode, 0);
    },
    'PROC-18 leaves its arguments to the child': async (t) => {
      const { process, argument } = giveAway(t);
      await process.join();
      for (let tries = 0; argument.deref() !== undefined && tries < 50; tries += 1) {
        // What was looked at is kept until this code has had its turn.
        await sleep(10);
        collectGarbage();
      }
      equal([argument.deref(), process.exitCode], [undefined, 0]);
    },
    'CTX-01 CTX-02 of a context has its start method, whatever the program’s is': async (t) => {
      const method = t.place.variant as 'spawn' | 'standby';
      const context = getContext(method);
      equal(context.getStartMethod(), method);
      ok(getContext(method) === context, 'it is another context each time');
      const process = new context.Process(tasks.numbered).start();
      ok(process instanceof Process, 'it is no Process');
      await process.join();
      equal(process.exitCode, shortNumber(process.pid));
      equal([context.Value('i32', 5).value, [...context.Array('u8', [1, 2])]], [5, [1, 2]]);
    },
    'goes on when a join of it is aborted': async (t) => {
      const [controller, reason] = [new AbortController(), new Error('enough')];
      const process = make(t, tasks.idles, [new Semaphore(0)]).start();
      const waiting = process.join({ signal: controller.signal });
      controller.abort(reason);
      ok((await rejection(waiting)) === reason, 'another reason');
      ok((await rejection(process.join({ signal: controller.signal }))) === reason, 'another reason');
      for (const timeout of [-1, NaN]) {
        throws(RangeError, () => process.joinSync({ timeout }));
        await rejects(RangeError, process.join({ timeout }));
      }
      equal(process.isAlive, true);
      process.kill();
      await process.join();
    },
  },
};
