import { sleep, until } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { CheckError, equal, ok } from '../check.ts';
import type { Context } from '../context.ts';
import { descendantsOf, type ProcessRow } from '../process-table.ts';
import { killProcess, processNumbers } from '../runtime.ts';
import { make } from './make.ts';
import { processTasks as tasks, shortNumber } from './process.tasks.ts';

/** How many starts find out what a start takes: the first has one made, which takes some tenths of a second. */
const TRIES = 200;

function standing(): ProcessRow[] {
  return descendantsOf(processNumbers().pid).filter(({ command }) => / standby /.test(command));
}

/** Those that a start of this suite may take: those of other runtimes, or other settings, stand by here as well. */
async function ownKind(t: Context): Promise<() => ProcessRow[]> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const there = standing();
    const process = make(t, tasks.nothing, []).start();
    await process.join();
    const taken = there.find(({ pid }) => pid === process.pid);
    if (taken !== undefined) return () => standing().filter(({ command }) => command === taken.command);
    await sleep(20);
  }
  throw new CheckError(`none of ${TRIES} starts took one that stood by`);
}

export const standbys: CaseGroup = {
  title: 'a process that stands by',
  where: 'main',
  variant: 'standby',
  cases: {
    'is the one that the next start takes, and is followed by another': async (t) => {
      const own = await ownKind(t);
      await until(() => own().length > 0, 'another stands by');
      const before = own().map(({ pid }) => pid);
      // As many stand by as were started at once lately, and one that is taken is not followed while enough are left.
      for (let taken = 0; taken < before.length; taken += 1) {
        const process = make(t, tasks.numbered, []).start();
        ok(before.includes(process.pid ?? 0), `${process.pid} is none of ${before.join()}`);
        await process.join();
        equal(process.exitCode, shortNumber(process.pid));
      }
      await until(() => own().some(({ pid }) => !before.includes(pid)), 'another stands by');
    },
    'is replaced when it is killed': async (t) => {
      const own = await ownKind(t);
      await until(() => own().length > 0, 'another stands by');
      const killed = own().map(({ pid }) => pid);
      for (const pid of killed) killProcess(pid);
      // A start that comes before the news of its death takes the dead one.
      for (let tries = 0; tries < killed.length + 1; tries += 1) {
        const process = make(t, tasks.nothing, []).start();
        await process.join();
        if (!killed.includes(process.pid ?? 0)) equal(process.exitCode, 0);
      }
      await until(() => own().some(({ pid }) => !killed.includes(pid)), 'another stands by');
    },
    'is never one of many': async (t) => {
      const own = await ownKind(t);
      const started = Array.from({ length: 8 }, () => make(t, tasks.nothing, []).start());
      for (const process of started) equal([await process.join(), process.exitCode], [true, 0]);
      const most = own().length;
      ok(most <= 4, `${most} stand by`);
    },
  },
};
