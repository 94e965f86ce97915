import { SerializationError } from '../../errors.ts';
import { transfer } from '../../task/index.ts';
import { activeCount, Event, Lock, Thread } from '../../threading/index.ts';
import { aMoment } from '../board.ts';
import type { Case, CaseGroup } from '../cases.ts';
import { equal, includes, ok, throws } from '../check.ts';
import { bufferOf, collectGarbage, inspect } from '../runtime.ts';
import { specimens } from './specimens.ts';
import { threadTasks } from './thread.tasks.ts';

class Custom {
  readonly x = 1;
}

/** What does not travel, where in the arguments it is, and the path that the error names. */
const refused: readonly (readonly [string, unknown, string])[] = [
  ['a function', () => 0, 'args[1]'],
  ['a symbol', Symbol('s'), 'args[1]'],
  ['an instance of a class', new Custom(), 'args[1]'],
  ['a promise', Promise.resolve(), 'args[1]'],
  ['a weak map', new WeakMap(), 'args[1]'],
  ['a function in an object', { callback: () => 0 }, 'args[1].callback'],
  ['a class instance in an array', [1, [new Custom()]], 'args[1][1][0]'],
  ['a symbol under an odd key', { 'odd key': Symbol('s') }, 'args[1]["odd key"]'],
  ['a function in an error-free depth', { a: { b: [{ c: () => 0 }] } }, 'args[1].a.b[0].c'],
];

function arrivals(): Record<string, Case> {
  const cases: Record<string, Case> = {};
  for (const [name, make] of Object.entries(specimens)) {
    cases[`${name} arrives as it was`] = async (t) => {
      await t.start(threadTasks.received, name, make()).join();
    };
  }
  return cases;
}

export const values: CaseGroup = {
  title: 'an argument',
  where: 'everywhere',
  cases: {
    ...arrivals(),
    'that is a Node Buffer arrives as a Uint8Array of its own bytes': async (t) => {
      await t.start(threadTasks.received, 'the bytes of a text', bufferOf('bytes')).join();
    },
    'is a copy; shared memory is shared': async (t) => {
      const bytes = new Uint8Array(4);
      const shared = new Uint8Array(new SharedArrayBuffer(4));
      await t.start(threadTasks.scribble, bytes, shared).join();
      equal([bytes[0], shared[0]], [0, 99]);
    },
    'is what it was at start, whatever becomes of it after': async (t) => {
      const value = { a: { b: { c: [{ d: 1 }] } } };
      t.start(threadTasks.received, 'a nested object', value);
      value.a.b.c[0]!.d = 2;
    },
    'is moved when it is transferred': async () => {
      for (const size of [16, 1 << 20]) {
        const first = Uint8Array.from({ length: size }, () => 7);
        const thread = new Thread(threadTasks.sized, {
          args: [first, size],
          transfer: [first.buffer],
        }).start();
        equal(first.byteLength, 0, 'it stayed');
        await thread.join();
        if (thread.error !== undefined) throw thread.error;
        const second = Uint8Array.from({ length: size }, () => 7);
        const other = new Thread(threadTasks.sized, {
          args: [transfer(second, [second.buffer]), size],
        }).start();
        equal(second.byteLength, 0, 'it stayed');
        await other.join();
        if (other.error !== undefined) throw other.error;
      }
    },
    'may hold primitives, nested: they arrive as the same': async (t) => {
      const [lock, event] = [new Lock(), new Event()];
      const value = { locks: [lock, lock], more: new Map([['events', new Set([event])]]) };
      await t.start(threadTasks.primitives, value).join();
      equal([lock.locked, event.isSet], [true, true]);
      lock.release();
    },
    'that does not travel is refused by start, with its path, and nothing is started': () => {
      const before = activeCount();
      for (const [what, value, path] of refused) {
        const thread = new Thread(threadTasks.received, { args: ['x', value] });
        const error = throws(SerializationError, () => thread.start(), what);
        equal((error as SerializationError).path, path, what);
        includes(error.message, path);
        ok(error instanceof TypeError, 'SerializationError is no TypeError');
        equal([thread.isAlive, activeCount()], [false, before], what);
      }
    },
    'that does not travel is found in a Map and in a Set': () => {
      for (const value of [
        new Map([['k', Symbol('s')]]),
        new Set([new Custom()]),
        new Map([[{}, () => 0]]),
      ]) {
        const thread = new Thread(threadTasks.received, { args: ['x', value] });
        includes(
          (throws(SerializationError, () => thread.start(), inspect(value)) as SerializationError).path,
          'args[1]',
        );
      }
    },
    'THR-17 is let go when the thread has ended, also with an error': async () => {
      for (const task of [threadTasks.throwValue, threadTasks.received] as const) {
        const { thread, argument } = (() => {
          const object = { a: 1 };
          const thread = new Thread(task as typeof threadTasks.throwValue, { args: [object] }).start();
          return { thread, argument: new WeakRef(object) };
        })();
        await thread.join();
        for (let i = 0; i < 100 && argument.deref() !== undefined; i++) {
          await aMoment();
          collectGarbage();
        }
        equal(argument.deref(), undefined, 'the argument');
        ok(thread.error !== undefined, 'no error');
      }
    },
  },
};
