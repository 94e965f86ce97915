import { BlockingNotAllowedError, StateError } from '../../errors.ts';
import { Event, Thread, activeCount, currentThread, enumerate } from '../../threading/index.ts';
import {
  aMoment,
  board,
  DONE,
  elapsed,
  GO,
  lasted,
  mark,
  PATIENCE,
  reaches,
  read,
  sleep,
  spinUntil,
  STARTED,
  until,
} from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejection, rejects, throws } from '../check.ts';
import { inspect, waysToDie } from '../runtime.ts';
import { threadTasks } from './thread.tasks.ts';

export const lifecycle: CaseGroup = {
  title: 'a thread',
  where: 'everywhere',
  cases: {
    'is alive from start to its end, and join says that it ended': async () => {
      const b = board();
      const thread = new Thread(threadTasks.untilGo, { args: [b] });
      equal([thread.isAlive, thread.ident, thread.error], [false, undefined, undefined]);
      ok(thread.start() === thread, 'start does not give the thread');
      equal(thread.isAlive, true);
      await reaches(b, STARTED, 1);
      equal([thread.isAlive, typeof thread.ident], [true, 'number']);
      mark(b, GO);
      equal(await thread.join(), true);
      equal([thread.isAlive, thread.error, read(b, DONE)], [false, undefined, 1]);
    },
    'THR-16 THR-74 is joined with a timeout: false while it runs, true when it ended': async () => {
      const b = board();
      const thread = new Thread(threadTasks.untilGo, { args: [b] }).start();
      await reaches(b, STARTED, 1);
      equal(await thread.join({ timeout: 10 }), false);
      equal(await thread.join({ timeout: 0 }), false);
      equal(thread.joinSync({ timeout: 0 }), false);
      equal(thread.isAlive, true);
      lasted(await elapsed(async () => equal(await thread.join({ timeout: 300 }), false)), 300, 'join');
      mark(b, GO);
      equal(await thread.join(), true);
      equal(thread.isAlive, false);
    },
    'can be joined as often as you like, and at once when it has ended': async () => {
      const b = board();
      const thread = new Thread(threadTasks.untilGo, { args: [b] }).start();
      const joins = [thread.join(), thread.join({ timeout: PATIENCE }), thread.join()];
      mark(b, GO);
      equal(await Promise.all(joins), [true, true, true]);
      equal(await thread.join(), true);
      equal(await thread.join({ timeout: 0 }), true);
      equal(thread.joinSync(), true);
      equal(thread.joinSync({ timeout: 0 }), true);
    },
    'THR-75 refuses a timeout that is negative or NaN, running or not': async () => {
      const b = board();
      const thread = new Thread(threadTasks.untilGo, { args: [b] }).start();
      for (let i = 0; i < 2; i++) {
        for (const timeout of [-1, NaN]) {
          throws(RangeError, () => thread.joinSync({ timeout }));
          await rejects(RangeError, thread.join({ timeout }));
        }
        mark(b, GO);
        await thread.join();
      }
    },
    'goes on when a join of it is aborted': async () => {
      const [b, controller, reason] = [board(), new AbortController(), new Error('enough')];
      const thread = new Thread(threadTasks.untilGo, { args: [b] }).start();
      ok(
        (await rejection(thread.join({ signal: AbortSignal.abort(reason) }))) === reason,
        'not the very reason',
      );
      const joining = thread.join({ signal: controller.signal });
      await aMoment();
      controller.abort(reason);
      ok((await rejection(joining)) === reason, 'not the very reason');
      equal(thread.isAlive, true);
      mark(b, GO);
      equal(await thread.join(), true);
    },
    'THR-61 is not joined before it is started': async () => {
      const thread = new Thread(threadTasks.nothing);
      throws(StateError, () => thread.joinSync());
      throws(StateError, () => thread.joinSync({ timeout: 0 }));
      await rejects(StateError, thread.join());
      await rejects(StateError, thread.join({ timeout: 0 }));
    },
    'THR-60 is not joined by itself': async (t) => {
      t.start(threadTasks.joinSelf);
      const me = currentThread();
      await rejects(StateError, me.join());
      throws(StateError, () => me.joinSync());
    },
    'is started once': async () => {
      const thread = new Thread(threadTasks.nothing).start();
      throws(StateError, () => thread.start());
      await thread.join();
      throws(StateError, () => thread.start());
    },
    'is joined by a thread that did not start it': async (t) => {
      const [b, c] = [board(), board()];
      const thread = t.launch(threadTasks.untilGo, [b], { name: 'joined' });
      await reaches(b, STARTED, 1);
      t.start(threadTasks.joinOther, thread, b, 'joined', thread.ident ?? -1);
      t.start(threadTasks.nothing);
      equal(await thread.join({ timeout: PATIENCE }), true);
      equal(read(c, DONE), 0);
    },
    'THR-30 prints its name and state, and stops by itself': async () => {
      const b = board();
      const thread = new Thread(threadTasks.untilGo, { args: [b], name: 'shown' });
      const shows = (state: string): void => {
        for (const shown of [inspect(thread), String(thread)]) includes(shown, 'Thread', 'shown', state);
      };
      shows('initial');
      thread.start();
      await reaches(b, STARTED, 1);
      shows('started');
      mark(b, GO);
      await until(() => String(thread).includes('stopped'), 'it prints that it stopped');
      shows('stopped');
      const daemon = new Thread(threadTasks.nothing, { daemon: true });
      includes(String(daemon), 'daemon');
    },
    'THR-37 that nobody joins leaves nothing behind': async () => {
      const before = activeCount();
      const b = board();
      for (let i = 0; i < 5; i++) new Thread(threadTasks.run, { args: [b] }).start();
      await reaches(b, DONE, 5);
      await until(() => activeCount() === before, `there are ${before} threads again`);
      equal(enumerate().length, before);
    },
    'started by a thread goes on when its starter has ended': async (t) => {
      for (const daemon of [false, true]) {
        const b = board();
        const starter = t.start(threadTasks.starter, b, daemon);
        await reaches(b, STARTED, 1);
        equal(await starter.join({ timeout: PATIENCE }), true);
        await sleep(200);
        mark(b, GO);
        await reaches(b, DONE, 1);
      }
    },
    'starts and joins another, which starts and joins another': async (t) => {
      const b = board();
      await t.start(threadTasks.chain, b, 3).join();
      equal([read(b, STARTED), read(b, DONE)], [4, 3]);
    },
    'many at once all run': async (t) => {
      const b = board();
      t.startAll(16, threadTasks.run, b);
      await reaches(b, DONE, 16);
    },
    'that blocks is seen as alive, and ends when it is woken': async () => {
      const [b, gate] = [board(), new Event()];
      const thread = new Thread(threadTasks.blocked, { args: [b, gate] }).start();
      await reaches(b, STARTED, 1);
      equal(await thread.join({ timeout: 50 }), false);
      gate.set();
      equal(await thread.join(), true);
    },
    'that ends its worker is seen to have ended, with an error that says so': async (t) => {
      for (const way of waysToDie[t.place.runtime]) {
        for (const code of [0, 3]) {
          const b = board();
          const thread = t.launch(threadTasks.dies, [way, code, b], { name: 'dying' });
          equal(await thread.join({ timeout: PATIENCE }), true, `${way}(${code})`);
          equal(thread.isAlive, false);
          ok(thread.error instanceof Error, `${way}(${code}): no error`);
          ok(!enumerate().some(({ ident }) => ident === thread.ident), 'it is still registered');
        }
      }
    },
  },
};

export const lifecycleBlocking: CaseGroup = {
  title: 'a blocking join',
  where: 'blocking',
  cases: {
    'waits for the thread': () => {
      const b = board();
      const thread = new Thread(threadTasks.run, { args: [b] }).start();
      equal(thread.joinSync(), true);
      equal([read(b, DONE), thread.isAlive], [1, false]);
    },
    'gives false when the timeout passes first': async () => {
      const b = board();
      const thread = new Thread(threadTasks.untilGo, { args: [b] }).start();
      await reaches(b, STARTED, 1);
      lasted(await elapsed(() => equal(thread.joinSync({ timeout: 300 }), false)), 300, 'joinSync');
      mark(b, GO);
      equal(thread.joinSync(), true);
    },
    'sees a thread that starts and joins others': () => {
      const b = board();
      const thread = new Thread(threadTasks.chain, { args: [b, 3] }).start();
      equal(thread.joinSync({ timeout: PATIENCE }), true);
      if (thread.error !== undefined) throw thread.error;
      equal([read(b, STARTED), read(b, DONE)], [4, 3]);
    },
    'sees the error': () => {
      const thread = new Thread(threadTasks.fail, { args: ['TypeError'] }).start();
      equal(thread.joinSync({ timeout: PATIENCE }), true);
      ok(thread.error instanceof TypeError, `the error is ${inspect(thread.error)}`);
    },
    'sees a thread that ends its worker': async (t) => {
      for (const way of waysToDie[t.place.runtime]) {
        const thread = t.launch(threadTasks.dies, [way, 0, board()], { name: 'dying' });
        equal(thread.joinSync({ timeout: PATIENCE }), true, way);
        equal(thread.isAlive, false);
        ok(thread.error instanceof Error, `${way}: no error`);
      }
    },
    'sees the death of a thread that everyone waits for': async (t) => {
      for (const way of waysToDie[t.place.runtime]) {
        const b = board();
        const dying = t.launch(threadTasks.diesAtGo, [way, b], { name: 'dying' });
        const joiners = [1, 2].map(() => t.launch(threadTasks.joinsOnly, [dying, b]));
        await reaches(b, STARTED, 2);
        mark(b, GO);
        for (const thread of [...joiners, dying]) {
          equal(thread.joinSync({ timeout: PATIENCE }), true, way);
          equal(thread.isAlive, false);
        }
        for (const { error } of joiners) if (error !== undefined) throw error;
      }
    },
    'is not needed for a start: the thread runs while its starter computes without a pause': () => {
      const b = board();
      const thread = new Thread(threadTasks.run, { args: [b] }).start();
      spinUntil(() => read(b, DONE) > 0, 'the thread ran');
      equal(thread.joinSync(), true);
    },
    'right after start works, because starting needs nobody’s event loop': () => {
      for (let i = 0; i < 10; i++)
        equal(new Thread(threadTasks.nothing).start().joinSync({ timeout: PATIENCE }), true);
    },
    'of a thread that waits for an event set by another that is started later': () => {
      const [b, gate] = [board(), new Event()];
      const first = new Thread(threadTasks.blocked, { args: [b, gate] }).start();
      equal(first.joinSync({ timeout: 20 }), false);
      gate.set();
      equal(first.joinSync({ timeout: PATIENCE }), true);
    },
  },
};

export const lifecycleMain: CaseGroup = {
  title: 'a thread of main',
  where: 'main',
  cases: {
    'THR-14 is out of the registry as soon as it is joined, ninety-nine times': async () => {
      for (let i = 0; i < 33; i++) {
        const three = [1, 2, 3].map(() => new Thread(threadTasks.nothing).start());
        for (const thread of three) {
          await thread.join();
          ok(!enumerate().some(({ ident }) => ident === thread.ident), 'it is still registered');
        }
      }
    },
  },
};

export const page: CaseGroup = {
  title: 'a page',
  where: 'page',
  cases: {
    'THR-10 THR-42 that cannot start a worker has a thread that ends with an error, and is not left registered':
      async () => {
        const scope = globalThis as { Worker?: unknown };
        const { Worker } = scope;
        const before = activeCount();
        scope.Worker = class {
          constructor() {
            throw new TypeError('no worker today');
          }
        };
        let outcome: unknown;
        try {
          // With a stack of its own, because the stock may have a worker for any other.
          const thread = new Thread(threadTasks.nothing, { stackSize: 2 ** 20 }).start();
          outcome = thread;
          equal(await thread.join({ timeout: PATIENCE }), true);
        } catch (error) {
          outcome = error;
        } finally {
          scope.Worker = Worker;
        }
        const error = outcome instanceof Thread ? outcome.error : outcome;
        ok(error instanceof StateError, `the error is ${inspect(error)}`);
        includes(error.message, 'no worker today');
        await until(() => activeCount() === before, 'it is not registered');
        await new Thread(threadTasks.nothing).start().join();
      },
    'is refused a blocking join by an error that names the other form': async () => {
      const b = board();
      const thread = new Thread(threadTasks.untilGo, { args: [b] }).start();
      for (const options of [{}, { timeout: 10 }])
        includes(throws(BlockingNotAllowedError, () => thread.joinSync(options)).message, 'await', 'join');
      equal(thread.joinSync({ timeout: 0 }), false);
      mark(b, GO);
      await thread.join();
      equal(thread.joinSync(), true);
    },
  },
};
