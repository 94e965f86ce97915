import { Thread } from '../../threading/index.ts';
import { board, PATIENCE, read, STARTED } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok } from '../check.ts';
import { descendantsOf } from '../process-table.ts';
import { processNumbers } from '../runtime.ts';
import { Event, Semaphore } from '../../multiprocessing/index.ts';
import { make } from './make.ts';
import { processTasks as tasks } from './process.tasks.ts';

export const blocking: CaseGroup = {
  title: 'a process, while its parent blocks,',
  where: 'main',
  cases: {
    'starts and ends, started by this thread': (t) => {
      const process = make(t, tasks.exits, [5]).start();
      equal([process.joinSync(), process.exitCode], [true, 5]);
    },
    'starts and ends, started by another': () => {
      const b = board();
      const thread = new Thread(tasks.startsAndJoins, { args: [b] }).start();
      thread.joinSync();
      equal([thread.error, read(b, STARTED)], [undefined, 7]);
    },
    'is waited for, waits, and is ended': (t) => {
      const [ready, go] = [new Semaphore(0), new Event()];
      const [first, second] = [0, 1].map(() => make(t, tasks.untilSet, [ready, go]).start());
      for (let up = 0; up < 2; up += 1) ok(ready.acquireSync({ timeout: PATIENCE }), 'it does not come up');
      second!.kill();
      equal([second!.joinSync(), second!.exitCode], [true, -9]);
      go.set();
      equal([first!.joinSync(), first!.exitCode], [true, 0]);
    },
    'leaves nothing behind but what stands by': () => {
      const left = descendantsOf(processNumbers().pid).filter(({ command }) =>
        command.includes('process-entry'),
      );
      for (const { command } of left) ok(/ standby /.test(command), command);
    },
  },
};
