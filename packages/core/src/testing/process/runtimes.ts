import { Event, Semaphore, type Runtime } from '../../multiprocessing/index.ts';
import { PATIENCE } from '../board.ts';
import type { Case, CaseGroup } from '../cases.ts';
import { equal, ok } from '../check.ts';
import { isRunning, processTable } from '../process-table.ts';
import { specimens } from '../thread/specimens.ts';
import { make } from './make.ts';
import { processTasks as tasks } from './process.tasks.ts';

const RUNTIMES: readonly Runtime[] = ['node', 'deno', 'bun'];

function childOf(runtime: Runtime): Case {
  return async (t) => {
    const [ready, go] = [new Semaphore(0), new Event()];
    const child = make(t, tasks.runsOn, [runtime, ready, go], { runtime }).start();
    const values = Object.values(specimens).map((specimen) => specimen());
    const receiver = make(t, tasks.received, [values], { runtime }).start();
    const failing = make(t, tasks.exits, [3], { runtime }).start();
    ok(await ready.acquire({ timeout: PATIENCE }), 'it does not come up');
    const row = processTable().find(({ pid }) => pid === child.pid);
    ok(row?.command.includes(runtime) === true, `the system runs ${row?.command}`);
    go.set();
    for (const process of [child, receiver, failing]) await process.join();
    equal([child.exitCode, receiver.exitCode, failing.exitCode], [0, 0, 3]);
    ok(!isRunning(child.pid ?? 0), 'the system still has it');
  };
}

/** With the suite run on each of the three, every pair of parent and child. */
export const runtimes: CaseGroup = {
  title: 'a child of another runtime',
  where: 'everywhere',
  cases: Object.fromEntries(
    RUNTIMES.map((runtime) => [`shares what it is given: ${runtime}`, childOf(runtime)]),
  ),
};
