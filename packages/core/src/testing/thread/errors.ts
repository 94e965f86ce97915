import {
  BootstrapError,
  Exit,
  SerializationError,
  StateError,
  ThrownValue,
  type RemoteInfo,
} from '../../errors.ts';
import { defineTasks, remote, type Task } from '../../task/index.ts';
import { Thread } from '../../threading/index.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, throws } from '../check.ts';
import { inspect } from '../runtime.ts';
import { Registered, threadTasks } from './thread.tasks.ts';

/** Runs a thread that fails, and gives its error. */
async function errorOf<A extends unknown[]>(task: Task<A>, ...args: A): Promise<Error & RemoteInfo> {
  const thread = new Thread(task as unknown as Task<unknown[]>, { args, name: 'failing' }).start();
  equal(await thread.join(), true, 'join of a failed thread');
  const { error } = thread;
  ok(error !== undefined, 'no error');
  ok(thread.error === error, 'another error each time');
  return error;
}

export const errors: CaseGroup = {
  title: 'an error in a thread',
  where: 'everywhere',
  cases: {
    'is the thread’s error, of its own class': async () => {
      const error = await errorOf(threadTasks.fail, 'TypeError');
      ok(error instanceof TypeError, `it is ${inspect(error)}`);
      equal([error.name, error.message], ['TypeError', 'no such thing']);
    },
    'of an asynchronous task is the same': async () => {
      const error = await errorOf(threadTasks.failLater, 'late');
      ok(error instanceof TypeError, `it is ${inspect(error)}`);
      equal(error.message, 'late');
    },
    'brings its stack from there': async () => {
      const error = await errorOf(threadTasks.fail, 'TypeError');
      includes(error.remoteStack ?? '', 'thread.tasks', 'fail');
      includes(inspect(error), 'thread.tasks');
    },
    'brings its cause, and the cause of that': async () => {
      const error = await errorOf(threadTasks.fail, 'RangeError');
      ok(error instanceof RangeError && error.cause instanceof SyntaxError, `it is ${inspect(error)}`);
      equal((error.cause as Error).message, 'the cause');
      const registered = await errorOf(threadTasks.fail, 'registered');
      ok(registered.cause instanceof Registered, 'the cause has not its class');
      equal((registered.cause as Registered).cause, 'plain');
    },
    'brings its own fields': async () => {
      const error = await errorOf(threadTasks.fail, 'fields');
      const { code, n, nested } = error as unknown as Record<string, unknown>;
      equal<unknown>([code, n, nested], ['E_X', 3, { a: [1n] }]);
    },
    'keeps a class that defineErrors knows': async () => {
      const error = await errorOf(threadTasks.fail, 'registered');
      ok(error instanceof Registered, `it is ${inspect(error)}`);
      equal([error.name, error.message, error.detail.n], ['Registered', 'mine', 5]);
    },
    'of an unknown class keeps its name, its fields and the nearest known class': async () => {
      const error = await errorOf(threadTasks.fail, 'unregistered');
      equal([error.name, error.message], ['Unregistered', 'unknown there']);
      ok(error instanceof RangeError, `it is ${inspect(error)}`);
      equal((error as unknown as { extra: number[] }).extra, [1, 2]);
    },
    'brings the errors of an AggregateError': async () => {
      const error = await errorOf(threadTasks.fail, 'aggregate');
      ok(error instanceof AggregateError, `it is ${inspect(error)}`);
      equal(
        error.errors.map((one: Error) => `${one.name}: ${one.message}`),
        ['TypeError: one', 'Error: two'],
      );
    },
    'that cannot travel whole still arrives as an error': async () => {
      const holding = await errorOf(threadTasks.fail, 'closure');
      ok(holding instanceof TypeError, `it is ${inspect(holding)}`);
      equal([holding.message, (holding as unknown as { kept: number }).kept], ['holds a function', 1]);
      const cyclic = await errorOf(threadTasks.fail, 'cycle');
      equal(cyclic.message, 'goes round');
      ok(cyclic.cause === cyclic, 'its cause is not itself');
    },
    'that is no error arrives as ThrownValue': async () => {
      for (const value of ['text', 42, null, undefined, { plain: [1] }, NaN]) {
        const error = await errorOf(threadTasks.throwValue, value as unknown);
        ok(error instanceof ThrownValue, `it is ${inspect(error)}`);
        equal(error.value, value);
        ok(error instanceof Error && error.message !== '', 'it says nothing');
      }
      for (const kind of ['symbol', 'function']) {
        const error = await errorOf(threadTasks.throwOdd, kind);
        ok(error instanceof ThrownValue, `it is ${inspect(error)}`);
      }
    },
    'THR-63 from endless recursion is one that the thread has, and nobody else': async () => {
      const error = await errorOf(threadTasks.fail, 'overflow');
      ok(error instanceof RangeError || error.name === 'InternalError', `it is ${inspect(error)}`);
    },
    'named Exit ends the thread silently': async () => {
      const thread = new Thread(threadTasks.fail, { args: ['exit'] }).start();
      equal(await thread.join(), true);
      equal(thread.error, undefined);
      equal(new Exit(3).exitCode, 3);
    },
    'comes of a task that is not there, and names it': async () => {
      const absent = remote<{ nowhere: typeof threadTasks.nothing }>(threadTasks.nothing.url);
      const error = await errorOf(absent.nowhere);
      ok(error instanceof StateError, `it is ${inspect(error)}`);
      includes(error.message, 'nowhere', threadTasks.nothing.url, 'nothing');
    },
    'comes of a module that starts threads when it is imported, and names main': async () => {
      const url = new URL('./bootstrap.tasks.ts', threadTasks.nothing.url);
      const error = await errorOf(remote<{ nothing: typeof threadTasks.nothing }>(url).nothing);
      ok(error instanceof BootstrapError, `it is ${inspect(error)}`);
      includes(error.message, 'main(');
    },
    'comes of a module that is not there, and names it': async () => {
      const url = new URL('./no-such-module.ts', threadTasks.nothing.url);
      const error = await errorOf(remote<typeof threadTasks>(url).nothing);
      includes(error.message, url.href);
    },
  },
};

export const targets: CaseGroup = {
  title: 'a target',
  where: 'everywhere',
  cases: {
    'is an ordinary function here': () => {
      equal(threadTasks.nothing(), undefined);
      equal(threadTasks.nothing.taskName, 'nothing');
      ok(threadTasks.nothing.url.includes('thread.tasks'), threadTasks.nothing.url);
      ok(new Thread(threadTasks.nothing).target === threadTasks.nothing, 'the thread has another target');
    },
    'that is a closure is refused, with what to do': () => {
      const closure = (): number => 3;
      const error = throws(SerializationError, () => new Thread(closure as never));
      includes(error.message, 'closure', 'defineTasks');
    },
    'THR-36 that is absent or no function is refused': () => {
      for (const wrong of [undefined, null, 'nothing', {}, 5])
        throws(TypeError, () => new Thread(wrong as never), inspect(wrong));
    },
    'can be named without importing its module': async (t) => {
      const tasks = remote<typeof threadTasks>(threadTasks.nothing.url);
      await t.start(tasks.received, 'a number', 1.5).join();
      throws(StateError, () => tasks.nothing());
      equal<unknown>((tasks as { then?: unknown }).then, undefined);
      equal<unknown>((tasks as { [Symbol.iterator]?: unknown })[Symbol.iterator], undefined);
    },
    'is defined once per module, name and group': () => {
      const url = `memory:once/${Math.random()}`;
      defineTasks(url, { twice: () => 1 });
      includes(throws(StateError, () => defineTasks(url, { twice: () => 2 })).message, 'twice', url, 'group');
      defineTasks(url, { twice: () => 3 }, { group: 'another' });
    },
    'is not defined for an empty URL, nor of anything but functions': () => {
      includes(throws(TypeError, () => defineTasks('', { a: () => 1 })).message, 'import.meta.url', 'group');
      throws(TypeError, () => defineTasks('memory:x', { a: 1 as never }));
    },
  },
};
