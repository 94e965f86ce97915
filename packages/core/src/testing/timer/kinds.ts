import { ThrownValue } from '../../errors.ts';
import { currentThread, enumerate, Event, Timer } from '../../threading/index.ts';
import { aMoment, board, DONE, FREE, GOT, PATIENCE, reaches, read, STARTED } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, throws } from '../check.ts';
import { inspect, waysToDie } from '../runtime.ts';
import { timerTasks } from './timer.tasks.ts';

export const tasks: CaseGroup = {
  title: 'a timer of a task',
  where: 'everywhere',
  variant: 'a task',
  cases: {
    'is a thread of its own, in the registry while it waits': async () => {
      const b = board();
      const timer = new Timer(PATIENCE, timerTasks.identify, [b]);
      ok(!enumerate().includes(timer), 'the registry has a timer that was not started');
      timer.start();
      ok(enumerate().includes(timer), 'the registry has not this very timer');
      timer.cancel();
      await timer.join();
      ok(!enumerate().includes(timer), 'the registry has a timer that has ended');
      const other = new Timer(1, timerTasks.identify, [b]).start();
      await other.join();
      equal([read(b, DONE), read(b, FREE), read(b, FREE + 1)], [1, other.ident!, 0]);
    },
    'has arguments that travel as a thread’s, and cannot join itself': async () => {
      const [b, event] = [board(), new Event()];
      const timer = new Timer(1, timerTasks.waits, [event, b]).start();
      await reaches(b, GOT, 1);
      timer.cancel();
      await aMoment();
      equal([read(b, DONE), timer.isAlive, timer.finished], [0, true, true]);
      event.set();
      equal([await timer.join(), read(b, DONE)], [true, 1]);
      const refused = new Timer(1, timerTasks.ring, [b, (() => 1) as never]);
      includes(throws(TypeError, () => refused.start()).message, 'args[1]');
      equal([refused.isAlive, refused.ident], [false, undefined]);
      const self = new Timer(1, timerTasks.joinsSelf, [b]).start();
      await self.join();
      equal([self.error, read(b, DONE)], [undefined, 2]);
    },
  },
};

export const functions: CaseGroup = {
  title: 'a timer of a plain function',
  where: 'everywhere',
  variant: 'a function',
  cases: {
    'runs in the thread that made it, sees what that sees, and is awaited': async () => {
      let seen: unknown;
      const timer = new Timer(1, (async () => {
        await aMoment();
        seen = currentThread().ident;
      }) as () => void).start();
      equal(
        [timer.nativeId, await timer.join(), seen],
        [currentThread().nativeId, true, currentThread().ident],
      );
    },
    'may throw anything': async () => {
      const timer = new Timer(1, () => timerTasks.throws('text')).start();
      await timer.join();
      ok(timer.error instanceof ThrownValue, `the error is ${inspect(timer.error)}`);
    },
    'reports to the hook of another thread': async (t) => {
      const b = board();
      const hooking = t.start(timerTasks.hooks, b);
      await reaches(b, STARTED, 1);
      const timer = new Timer(1, () => timerTasks.fail('for the hook')).start();
      await timer.join();
      await hooking.join();
      equal(read(b, FREE), timer.ident!);
    },
    'has ended when the thread that made it has died': async (t) => {
      for (const way of waysToDie[t.place.runtime]) {
        const b = board();
        const maker = t.launch(timerTasks.diesWithTimer, [b, way]);
        await reaches(b, GOT, 1);
        equal([await maker.join({ timeout: PATIENCE }), read(b, DONE)], [true, 0]);
      }
    },
  },
};
