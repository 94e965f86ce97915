import { until } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok } from '../check.ts';
import { descendantsOf, type ProcessRow } from '../process-table.ts';
import { killProcess, processNumbers } from '../runtime.ts';
import { make } from './make.ts';
import { processTasks as tasks, shortNumber } from './process.tasks.ts';

function standing(): ProcessRow[] {
  return descendantsOf(processNumbers().pid).filter(({ command }) => / standby /.test(command));
}

export const standbys: CaseGroup = {
  title: 'a process that stands by',
  where: 'main',
  variant: 'standby',
  cases: {
    'is the one that the next start takes, and is followed by another': async (t) => {
      await make(t, tasks.nothing, []).start().join();
      await until(() => standing().length > 0, 'a process stands by');
      const before = standing().map(({ pid }) => pid);
      // As many may stand by as were started at once lately, and one that is taken is not followed while enough are left.
      for (let taken = 0; taken < before.length; taken += 1) {
        const process = make(t, tasks.numbered, []).start();
        ok(before.includes(process.pid ?? 0), `${process.pid} is none of ${before.join()}`);
        await process.join();
        equal(process.exitCode, shortNumber(process.pid));
      }
      await until(() => standing().some(({ pid }) => !before.includes(pid)), 'another stands by');
    },
    'is replaced when it is killed': async (t) => {
      await make(t, tasks.nothing, []).start().join();
      await until(() => standing().length > 0, 'a process stands by');
      const killed = standing().map(({ pid }) => pid);
      for (const pid of killed) killProcess(pid);
      // A start that comes before the news of its death takes the dead one.
      for (let tries = 0; tries < killed.length + 1; tries += 1) {
        const process = make(t, tasks.nothing, []).start();
        await process.join();
        if (!killed.includes(process.pid ?? 0)) equal(process.exitCode, 0);
      }
      await until(() => standing().some(({ pid }) => !killed.includes(pid)), 'another stands by');
    },
    'is never one of many': async (t) => {
      const started = Array.from({ length: 8 }, () => make(t, tasks.nothing, []).start());
      for (const process of started) equal([await process.join(), process.exitCode], [true, 0]);
      const most = standing().length;
      ok(most <= 4, `${most} stand by`);
    },
  },
};
