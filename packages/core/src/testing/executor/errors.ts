import { Exit, SerializationError, StateError, ThrownValue, type RemoteInfo } from '../../errors.ts';
import type { Task } from '../../task/index.ts';
import { setExcepthook } from '../../threading/index.ts';
import { aMoment } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import type { Context } from '../context.ts';
import { equal, includes, ok, rejects } from '../check.ts';
import { inspect } from '../runtime.ts';
import { Registered, threadTasks } from '../thread/thread.tasks.ts';
import { executorTasks as tasks } from './executor.tasks.ts';
import { collect, common, given } from './make.ts';

async function errorOf<A extends unknown[]>(
  t: Context,
  task: Task<A>,
  ...args: A
): Promise<Error & RemoteInfo> {
  const future = common(t).submit(task as unknown as Task<unknown[]>, ...args);
  const error = await future.exception();
  ok(error !== undefined, 'it has no error');
  ok((await rejects(Error, future)) === error, 'it rejects with another error');
  return error;
}

export const errors: CaseGroup = {
  title: 'an error of a task',
  where: 'everywhere',
  cases: {
    'IPE-15 PPE-07 arrives with its class, message, cause and the stack from there': async (t) => {
      const error = await errorOf(t, threadTasks.fail, 'RangeError');
      ok(error instanceof RangeError && error.cause instanceof SyntaxError, `it is ${inspect(error)}`);
      equal([error.message, (error.cause as Error).message], ['too far', 'the cause']);
      includes(error.remoteStack ?? '', 'thread.tasks', 'fail');
      includes(inspect(error), 'thread.tasks');
      const late = await errorOf(t, threadTasks.failLater, 'late');
      ok(late instanceof TypeError && late.message === 'late', `it is ${inspect(late)}`);
    },
    'keeps its own fields, and a class that defineErrors knows': async (t) => {
      const fields = (await errorOf(t, threadTasks.fail, 'fields')) as unknown as Record<string, unknown>;
      equal<unknown>([fields['code'], fields['n'], fields['nested']], ['E_X', 3, { a: [1n] }]);
      const registered = await errorOf(t, threadTasks.fail, 'registered');
      ok(registered instanceof Registered && registered.cause instanceof Registered, inspect(registered));
      equal([registered.message, registered.detail.n], ['mine', 5]);
      const unknown = await errorOf(t, threadTasks.fail, 'unregistered');
      ok(unknown instanceof RangeError && unknown.name === 'Unregistered', inspect(unknown));
    },
    'that cannot travel whole, or is none, still arrives as an error': async (t) => {
      const holding = await errorOf(t, threadTasks.fail, 'closure');
      equal([holding instanceof TypeError, holding.message], [true, 'holds a function']);
      for (const value of ['text', undefined, { plain: [1] }]) {
        const error = await errorOf(t, threadTasks.throwValue, value as unknown);
        ok(error instanceof ThrownValue, `it is ${inspect(error)}`);
        equal(error.value, value);
      }
      for (const kind of ['symbol', 'function'])
        ok((await errorOf(t, threadTasks.throwOdd, kind)) instanceof ThrownValue, kind);
    },
    'from endless recursion is its future’s, and the worker goes on': async (t) => {
      const error = await errorOf(t, threadTasks.fail, 'overflow');
      ok(error instanceof RangeError || error.name === 'InternalError', `it is ${inspect(error)}`);
      equal(await common(t).submit(tasks.square, 3), 9);
    },
    'TPE-16 is stored, and no excepthook is called': async (t) => {
      const seen: unknown[] = [];
      setExcepthook((args) => seen.push(args));
      try {
        for (const how of ['TypeError', 'aggregate']) await errorOf(t, threadTasks.fail, how);
        await errorOf(t, threadTasks.failLater, 'late');
        await aMoment();
      } finally {
        setExcepthook(() => {});
      }
      equal(seen, []);
    },
    'TPE-17 PPE-06 named Exit is stored too, and the worker goes on': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        const before = await pool.submit(tasks.whoAmI);
        const error = await rejects(Exit, pool.submit(threadTasks.fail, 'exit'));
        equal([error.exitCode, await pool.submit(tasks.whoAmI)], [3, before]);
      });
    },
    'stops no other call of its chunk': async (t) => {
      const iterator = common(t).map(tasks.failOdd, [0, 1, 2, 3], { chunksize: 4 });
      const seen: unknown[] = [];
      for (let count = 0; count < 4; count += 1) {
        seen.push(
          await iterator.next().then(
            ({ value }) => value,
            (error: unknown) => (error as Error).message,
          ),
        );
      }
      equal(seen, [0, '1 is odd', 2, '3 is odd']);
      equal(await collect(iterator), []);
    },
    'is told from one of the pool': async (t) => {
      const error = await errorOf(t, tasks.given, () => 0);
      ok(error instanceof SerializationError && !(error instanceof StateError), `it is ${inspect(error)}`);
      equal((error as Error & RemoteInfo).remoteStack, undefined);
    },
  },
};
