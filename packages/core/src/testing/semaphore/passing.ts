import { BlockingNotAllowedError } from '../../errors.ts';
import { board, DONE, GO, GOT, mark, PATIENCE, reaches, STARTED } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, throws } from '../check.ts';
import { waysToDie } from '../runtime.ts';
import { make } from './make.ts';
import { semaphoreTasks } from './semaphore.tasks.ts';

export const passing: CaseGroup = {
  title: 'a semaphore that is passed',
  where: 'everywhere',
  cases: {
    'is the same at every place of a nested value, with its class, name and limit': async (t) => {
      const semaphore = make(t, 2, 'sent');
      semaphore.tryAcquire();
      await t
        .start(
          semaphoreTasks.arrived,
          { list: [semaphore], map: new Map([['same', semaphore]]) },
          t.place.scope,
        )
        .join();
      equal(semaphore.value, t.place.variant === 'BoundedSemaphore' ? 2 : 1);
    },
    'is not given back what a dead thread held, and loses nothing else by it': async (t) => {
      for (const way of waysToDie[t.place.runtime]) {
        const [semaphore, b] = [make(t, 2), board()];
        semaphore.tryAcquire();
        const holder = t.launch(semaphoreTasks.diesWaiting, [semaphore, b, way]);
        await reaches(b, STARTED, 1);
        equal(semaphore.value, 0);
        // A second one dies while it waits: it had nothing to lose, and keeps nobody from anything.
        const waiter = t.launch(semaphoreTasks.diesWaiting, [semaphore, b, way]);
        await reaches(b, STARTED, 2);
        t.start(semaphoreTasks.pass, semaphore, b, 'acquireSync');
        await reaches(b, STARTED, 3);
        mark(b, GO);
        for (const thread of [holder, waiter])
          ok(await thread.join({ timeout: PATIENCE }), 'the dead thread does not end');
        equal(semaphore.value, 0);
        semaphore.release();
        await reaches(b, GOT, 1);
        await reaches(b, DONE, 1);
        equal([semaphore.value, semaphore.tryAcquire(), semaphore.tryAcquire()], [1, true, false]);
      }
    },
    'whose permits come at once, each time that one is awaited, leaves the event loop its turns': async (
      t,
    ) => {
      const [ping, pong, b] = [make(t, 1), make(t, 1), board()];
      for (const semaphore of [ping, pong]) semaphore.tryAcquire();
      t.start(semaphoreTasks.answers, ping, pong, b);
      let ticks = 0;
      const timer = setInterval(() => (ticks += 1), 1);
      try {
        while (ticks < 3) {
          ping.release();
          ok(await pong.acquire({ timeout: PATIENCE }), 'no pong');
        }
      } finally {
        clearInterval(timer);
        mark(b, GO);
        ping.release();
      }
    },
  },
};

/** A page may not block: the blocking forms work as long as they need not wait. */
export const page: CaseGroup = {
  title: 'a page',
  where: 'page',
  cases: {
    'is refused a blocking wait by an error that names the other form': (t) => {
      const semaphore = make(t, 1);
      semaphore.tryAcquire();
      for (const options of [{}, { timeout: 10 }, { timeout: Infinity }]) {
        const refused = (body: () => unknown): string => throws(BlockingNotAllowedError, body).message;
        includes(
          refused(() => semaphore.acquireSync(options)),
          'await',
          'acquire',
        );
        includes(
          refused(() => semaphore.holdSync(options)),
          'await',
          'hold',
        );
      }
      equal([semaphore.value, semaphore.acquireSync({ timeout: 0 })], [0, false]);
    },
    'may use the blocking forms where a permit is free': (t) => {
      const semaphore = make(t, 2);
      equal(semaphore.acquireSync(), true);
      semaphore.holdSync({ timeout: 10 }).release();
      semaphore.release();
      equal(semaphore.value, 2);
    },
  },
};
