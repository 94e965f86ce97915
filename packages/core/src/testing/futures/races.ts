import { CancelledError, InvalidStateError } from '../../errors.ts';
import type { Future } from '../../futures/index.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok } from '../check.ts';
import type { Context } from '../context.ts';
import { make } from './make.ts';
import type { Order } from './orders.tasks.ts';
import { ask } from './other-thread.ts';

const ROUNDS = 200;

type Did = (future: Future<number>) => unknown;

/** Two threads do something to one future, near enough at the same moment. */
async function race(
  t: Context,
  there: Order['what'],
  here: Did,
  judge: (future: Future<number>, here: unknown, there: unknown) => void | Promise<void>,
): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const future = make(t);
    const answer = ask<unknown>(future, there, 2);
    // Some rounds early, some late: the other thread needs a while to hear of it.
    for (const wait = performance.now() + (round % 40) / 100; performance.now() < wait;);
    const did = here(future);
    await judge(future, did, await answer());
  }
}

function attempt(body: () => unknown): unknown {
  try {
    return body();
  } catch (error) {
    if (error instanceof InvalidStateError) return 'too late';
    throw error;
  }
}

const isLate = (answer: unknown): boolean =>
  (answer as { error?: string } | undefined)?.error === 'InvalidStateError';

export const races: CaseGroup = {
  title: 'two threads at one future',
  where: 'everywhere',
  variant: 'shared',
  cases: {
    'cancel and begin it: it is cancelled, or it runs': async (t) => {
      await race(
        t,
        'begin',
        (future) => future.cancel(),
        (future, cancelled, began) => {
          equal([cancelled, began], [!(began as boolean), !(cancelled as boolean)]);
          equal([future.cancelled, future.running], [cancelled, began]);
        },
      );
    },
    'settle it: one does, and both see what': async (t) => {
      await race(
        t,
        'result',
        (future) => attempt(() => future.setResult(1)),
        async (future, here, there) => {
          ok((here === 'too late') !== isLate(there), `here ${String(here)}, there ${JSON.stringify(there)}`);
          equal([await future, future.resultSync()], here === 'too late' ? [2, 2] : [1, 1]);
          equal(await ask(future, 'await')(), { value: await future });
        },
      );
    },
    'cancel and settle it: one does': async (t) => {
      await race(
        t,
        'result',
        (future) => future.cancel(),
        async (future, cancelled, there) => {
          equal(isLate(there), cancelled as boolean);
          const error = await future.then(
            () => undefined,
            (reason: unknown) => reason,
          );
          ok(cancelled ? error instanceof CancelledError : error === undefined, String(error));
        },
      );
    },
    'settle it while the other begins to wait: nobody waits in vain': async (t) => {
      for (const form of ['await', 'block'] as const) {
        await race(
          t,
          form,
          (future) => future.setResult(1),
          (_future, _here, there) => equal(there, { value: 1 }),
        );
      }
    },
  },
};
