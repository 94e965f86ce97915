import { DeadlockError, StateError } from '../../errors.ts';
import { setExcepthook, Thread, Timer } from '../../threading/index.ts';
import {
  aMoment,
  board,
  DONE,
  elapsed,
  FREE,
  GO,
  GOT,
  lasted,
  mark,
  PATIENCE,
  reaches,
  read,
  spinUntil,
  STARTED,
  until,
} from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejection, rejects, throws } from '../check.ts';
import { inspect } from '../runtime.ts';
import { failing, failingAtGo, ringing } from './make.ts';
import { timerTasks } from './timer.tasks.ts';

export const timer: CaseGroup = {
  title: 'a timer',
  where: 'everywhere',
  cases: {
    'runs its target after its time, once, and has then finished': async (t) => {
      const b = board();
      const timer = ringing(t, 300, b, 7);
      equal([timer.isAlive, timer.finished, timer.ident, timer.error], [false, false, undefined, undefined]);
      const took = await elapsed(async () => {
        ok(timer.start() === timer, 'start does not give the timer');
        equal([timer.isAlive, timer.finished, typeof timer.ident], [true, false, 'number']);
        equal(await timer.join(), true);
      });
      lasted(took, 300, 'the timer');
      equal(
        [timer.isAlive, timer.finished, timer.error, read(b, DONE), read(b, FREE)],
        [false, true, undefined, 1, 7],
      );
      await aMoment();
      equal(read(b, DONE), 1);
    },
    'TMR-03 may be cancelled when it has run, as often as you like': async (t) => {
      const b = board();
      const timer = ringing(t, 0, b).start();
      await timer.join();
      for (let i = 0; i < 2; i++) timer.cancel();
      equal([read(b, DONE), timer.finished, timer.isAlive, timer.error], [1, true, false, undefined]);
    },
    'never runs when it is cancelled before its time, and ends at once': async (t) => {
      const b = board();
      const timer = ringing(t, PATIENCE, b).start();
      await aMoment();
      timer.cancel();
      timer.cancel();
      equal(
        [timer.finished, await timer.join({ timeout: PATIENCE / 2 }), timer.isAlive],
        [true, true, false],
      );
      equal([read(b, DONE), timer.error], [0, undefined]);
    },
    'never runs when it is cancelled before its start': async (t) => {
      const b = board();
      const timer = ringing(t, 0, b);
      timer.cancel();
      equal([timer.finished, timer.isAlive], [true, false]);
      equal(await timer.start().join(), true);
      equal([read(b, DONE), timer.isAlive], [0, false]);
    },
    'is started once, and joined when it was started': async (t) => {
      const timer = ringing(t, 0, board());
      throws(StateError, () => timer.joinSync());
      await rejects(StateError, timer.join());
      await rejects(StateError, timer.join({ timeout: 0 }));
      timer.start();
      throws(StateError, () => timer.start());
      await timer.join();
      throws(StateError, () => timer.start());
    },
    'is joined with a timeout and a signal, as a thread is': async (t) => {
      const [b, reason] = [board(), new Error('enough')];
      const timer = ringing(t, PATIENCE, b).start();
      equal([await timer.join({ timeout: 1 }), timer.joinSync({ timeout: 0 })], [false, false]);
      for (const timeout of [-1, NaN]) {
        await rejects(RangeError, timer.join({ timeout }));
        throws(RangeError, () => timer.joinSync({ timeout }));
      }
      ok(
        (await rejection(timer.join({ signal: AbortSignal.abort(reason) }))) === reason,
        'not the very reason',
      );
      timer.cancel();
      equal([await timer.join(), await timer.join({ timeout: 0 }), timer.joinSync()], [true, true, true]);
    },
    'takes milliseconds, which are 0 or more and may be very many': async (t) => {
      for (const wrong of [-1, -Infinity, NaN])
        throws(RangeError, () => ringing(t, wrong, board()), String(wrong));
      for (const wrong of [undefined, '5', null, 5n])
        throws(TypeError, () => ringing(t, wrong as never, board()), inspect(wrong));
      const b = board();
      const timers = [2 ** 31, 2 ** 53, Number.MAX_VALUE, Infinity].map((ms) => ringing(t, ms, b).start());
      await aMoment();
      equal([read(b, DONE), timers.every(({ isAlive }) => isAlive)], [0, true]);
      for (const timer of timers) timer.cancel();
      for (const timer of timers) equal(await timer.join({ timeout: PATIENCE }), true);
      equal(read(b, DONE), 0);
    },
    'takes a target that can be called, and arguments in an array': () => {
      for (const wrong of [undefined, null, 'ring', {}, 5])
        throws(TypeError, () => new Timer(1, wrong as never), inspect(wrong));
      throws(TypeError, () => new Timer(1, timerTasks.ring, 5 as never));
    },
    'that fails has the error, and the excepthook gets it with the very timer': async (t) => {
      const seen: unknown[] = [];
      const timer = failing(t, 1, 'late');
      setExcepthook(({ error, thread }) => {
        if (thread?.name === timer.name) seen.push(thread, error.message);
      });
      try {
        equal(await timer.start().join(), true);
        ok(timer.error instanceof RangeError, `the error is ${inspect(timer.error)}`);
        await until(() => seen.length > 0, 'the hook was called');
        ok(seen[0] === timer, 'not the very timer');
        equal([seen.length, seen[1], timer.finished], [2, 'late', true]);
      } finally {
        setExcepthook(() => {});
      }
    },
    'is named as a thread, and prints its state': async (t) => {
      const timer = ringing(t, PATIENCE, board());
      ok(/^Thread-\d+$/.test(timer.name), timer.name);
      const shows = (state: string): void => {
        for (const shown of [inspect(timer), String(timer)]) equal(shown, `Timer(${timer.name}, ${state})`);
      };
      shows('initial');
      timer.start();
      shows('started');
      equal(timer.daemon, false);
      timer.cancel();
      await timer.join();
      shows('stopped');
    },
    'arrives in another thread as what it is: a thread, that is joined': async (t) => {
      const b = board();
      const timer = failingAtGo(t, b);
      throws(TypeError, () => new Thread(timerTasks.follow, { args: [timer, b, '', 0] }).start());
      timer.start();
      t.start(timerTasks.follow, timer, b, timer.name, timer.ident ?? -1);
      await reaches(b, STARTED, 1);
      mark(b, GO);
      await reaches(b, GOT, 1);
      equal([await timer.join(), timer.error?.message], [true, 'expected']);
    },
    'that its thread leaves behind runs all the same': async (t) => {
      const b = board();
      const plain = t.place.variant === 'a function';
      await t.start(timerTasks.leaves, b, plain).join();
      await reaches(b, DONE, 1);
    },
    'is a daemon when its maker is one': async (t) => {
      const b = board();
      const plain = t.place.variant === 'a function';
      const maker = t.launch(timerTasks.leaves, [b, plain], { daemon: true });
      await maker.join();
      if (maker.error !== undefined) throw maker.error;
      equal(read(b, STARTED), 1);
      // A function ends with the daemon thread that was to call it; a task has a thread of its own.
      if (plain) {
        await aMoment();
        await aMoment();
        equal(read(b, DONE), 0);
      } else await reaches(b, DONE, 1);
    },
  },
};

export const blocking: CaseGroup = {
  title: 'a blocking join of a timer',
  where: 'blocking',
  cases: {
    'waits for a task, and would never end for a function of this very thread: DeadlockError': (t) => {
      const b = board();
      const timer = ringing(t, 50, b).start();
      if (t.place.variant === 'a task') {
        equal([timer.joinSync({ timeout: 1 }), timer.joinSync(), read(b, DONE)], [false, true, 1]);
        return;
      }
      for (const options of [{}, { timeout: Infinity }])
        includes(throws(DeadlockError, () => timer.joinSync(options)).message, 'await timer.join()');
      equal([timer.joinSync({ timeout: 10 }), read(b, DONE)], [false, 0]);
      timer.cancel();
    },
    'is not needed: a task runs in time though its maker computes without a pause': (t) => {
      if (t.place.variant !== 'a task') return;
      const b = board();
      const timer = ringing(t, 50, b).start();
      spinUntil(() => read(b, DONE) > 0, 'the timer ran');
      equal(timer.joinSync(), true);
    },
  },
};
