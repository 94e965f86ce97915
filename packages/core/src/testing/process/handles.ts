import { Semaphore } from '../../multiprocessing/index.ts';
import { Thread } from '../../threading/index.ts';
import { board, PATIENCE, reaches, read, STARTED } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok } from '../check.ts';
import { make } from './make.ts';
import { processTasks as tasks } from './process.tasks.ts';

export const handles: CaseGroup = {
  title: 'what a process is given',
  where: 'everywhere',
  cases: {
    'may be a process, which it can watch and wait for': async (t) => {
      const ready = new Semaphore(0);
      const other = make(t, tasks.idles, [ready], { name: 'the other', daemon: true }).start();
      ok(await ready.acquire({ timeout: PATIENCE }), 'the other does not come up');
      const watcher = make(t, tasks.watches, [ready, { other }, other.pid ?? 0]).start();
      ok(await ready.acquire({ timeout: PATIENCE }), 'the watcher does not come up');
      other.kill();
      await Promise.all([other.join(), watcher.join()]);
      equal([other.exitCode, watcher.exitCode], [-9, 0]);
    },
    'may be given to a thread, which can wait for it too': async (t) => {
      const [ready, b] = [new Semaphore(0), board()];
      const process = make(t, tasks.idles, [ready], { daemon: true }).start();
      const thread = new Thread(tasks.inThread, { args: [b, process] }).start();
      await reaches(b, STARTED, 1);
      equal(read(b, STARTED), process.pid);
      process.kill();
      await thread.join();
      equal([thread.error, process.exitCode], [undefined, -9]);
    },
  },
};
