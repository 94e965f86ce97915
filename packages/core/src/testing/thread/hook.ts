import { defaultExcepthook, setExcepthook, Thread, type ExceptHookArgs } from '../../threading/index.ts';
import { aMoment, board, until } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok, throws } from '../check.ts';
import { inspect, waysToDie } from '../runtime.ts';
import { threadTasks } from './thread.tasks.ts';

/** The name of the threads of a case that count. */
const MINE = 'on the hook';

/**
 * Collects what the hook gets of this case's threads while `body` runs; the default is back afterwards. A hook of
 * another agent may be called after the join, so threads of cases before this one may still be reported.
 */
async function hooked(body: (seen: ExceptHookArgs[]) => Promise<void>): Promise<void> {
  const seen: ExceptHookArgs[] = [];
  setExcepthook((args) => {
    if (args.thread?.name === MINE) seen.push(args);
  });
  try {
    await body(seen);
  } finally {
    setExcepthook(null);
  }
}

export const hook: CaseGroup = {
  title: 'the excepthook',
  where: 'everywhere',
  cases: {
    'HOOK-04 gets the error and the very thread': async () => {
      await hooked(async (seen) => {
        const thread = new Thread(threadTasks.fail, { args: ['TypeError'], name: MINE }).start();
        await until(() => seen.length > 0, 'the hook was called');
        await thread.join();
        const [args] = seen;
        ok(args?.thread === thread, 'not the very thread');
        ok(args.error instanceof TypeError, `not the error, but ${inspect(args.error)}`);
        equal([args.error.message, args.error.message], ['no such thing', thread.error?.message]);
        equal(seen.length, 1);
      });
    },
    'is called once per failed thread, joined or not, and for no other': async () => {
      await hooked(async (seen) => {
        for (let i = 0; i < 3; i++)
          new Thread(threadTasks.fail, { args: [`failure ${i}`], name: MINE }).start();
        await new Thread(threadTasks.nothing, { name: MINE }).start().join();
        await until(() => seen.length === 3, 'the hook was called three times');
        await aMoment();
        equal(seen.map(({ error }) => error.message).sort(), ['failure 0', 'failure 1', 'failure 2']);
      });
    },
    'is not called for Exit': async () => {
      await hooked(async (seen) => {
        await new Thread(threadTasks.fail, { args: ['exit'], name: MINE }).start().join();
        await aMoment();
        equal(seen.length, 0);
      });
    },
    'is told of a thread whose worker ended': async (t) => {
      await hooked(async (seen) => {
        for (const way of waysToDie[t.place.runtime]) {
          const thread = t.launch(threadTasks.dies, [way, 1, board()], { name: MINE });
          await thread.join();
          await until(() => seen.some((args) => args.thread === thread), `the hook was told of ${way}`);
        }
      });
    },
    'is the program’s, and runs in the agent that set it': async (t) => {
      await t.start(threadTasks.hooks, board()).join();
    },
    'set anew replaces the one before; null brings the default back': async () => {
      const calls: string[] = [];
      await hooked(async () => {
        setExcepthook(({ thread }) => {
          if (thread?.name === MINE) calls.push('second');
        });
        await new Thread(threadTasks.fail, { args: ['x'], name: MINE }).start().join();
        await until(() => calls.length > 0, 'the hook was called');
        equal(calls, ['second']);
      });
    },
    'HOOK-06 has a default that stays available': async () => {
      equal(typeof defaultExcepthook, 'function');
      setExcepthook(defaultExcepthook);
      setExcepthook(null);
    },
    'is a function or null': () => {
      for (const wrong of [5, 'x', {}]) throws(TypeError, () => setExcepthook(wrong as never));
    },
    'that throws does not stop the program, nor later calls': async () => {
      let calls = 0;
      setExcepthook(({ thread }) => {
        if (thread?.name !== MINE) return;
        calls++;
        throw new Error('expected on the standard error: this hook throws');
      });
      try {
        for (let i = 1; i < 3; i++) {
          await new Thread(threadTasks.fail, { args: ['x'], name: MINE }).start().join();
          await until(() => calls === i, 'the hook was called');
        }
      } finally {
        setExcepthook(null);
      }
    },
  },
};
