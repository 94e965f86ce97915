import { ScopeError, SerializationError, UnsupportedError } from '../../errors.ts';
import {
  activeChildren,
  getAllStartMethods,
  getContext,
  Process,
  setStartMethod,
  type StartMethod,
} from '../../multiprocessing/index.ts';
import { Queue } from '../../queue/index.ts';
import type { Task } from '../../task/index.ts';
import { Event, Lock } from '../../threading/index.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, throws } from '../check.ts';
import { make } from './make.ts';
import { processTasks as tasks } from './process.tasks.ts';

class Custom {
  readonly x = 1;
}

/** What does not travel to a process, and the path that the error names. */
const refused: readonly (readonly [unknown, string])[] = [
  [() => 0, 'args[0]'],
  [{ 'a b': [Symbol('s')] }, 'args[0]["a b"][0]'],
  [new Map([['k', new Custom()]]), 'args[0].get("k")'],
  [{ shared: new SharedArrayBuffer(8) }, 'args[0].shared'],
];

export const refusals: CaseGroup = {
  title: 'a process is refused',
  where: 'everywhere',
  cases: {
    'PROC-43 for a target that another process would not find': () => {
      const closure = (): void => {};
      for (const target of [closure, tasks.nothing.bind(null), class {}]) {
        const error = throws(SerializationError, () => new Process(target as Task<[]>));
        includes(error.message, 'defineTasks');
        equal(error.path, 'target');
      }
      for (const target of [undefined, null, 3, 'nothing'])
        throws(TypeError, () => new Process(target as unknown as Task<[]>));
    },
    'for an argument that does not travel, which the error names': (t) => {
      const before = activeChildren().length;
      for (const [value, path] of refused) {
        const process = make(t, tasks.exits, [value]);
        const error = throws(SerializationError, () => process.start());
        equal(error.path, path);
        includes(error.message, path);
        equal([process.isAlive, process.pid, process.exitCode], [false, undefined, null]);
      }
      const unstarted = { process: make(t, tasks.nothing, []) };
      equal(
        throws(SerializationError, () => make(t, tasks.exits, [unstarted]).start()).path,
        'args[0].process',
      );
      equal(activeChildren().length, before);
    },
    'for a primitive of one process, which the error names': (t) => {
      const primitives = { lock: new Lock(), events: [new Event()], queue: new Queue<number>() };
      for (const [value, path] of [
        [primitives.lock, 'args[0]'],
        [{ deep: primitives.events }, 'args[0].deep[0]'],
        [{ queue: primitives.queue }, 'args[0].queue'],
      ] as const) {
        const error = throws(ScopeError, () => make(t, tasks.exits, [value]).start());
        equal(error.path, path);
        includes(error.message, path, 'multiprocessing');
      }
    },
    'for options that make no sense': () => {
      for (const options of [null, 3, { args: 'x' }, { daemon: 1 }])
        throws(TypeError, () => new Process(tasks.nothing, options as object));
      for (const options of [{ runtime: 'python' }, { startMethod: 'thaw' }])
        throws(RangeError, () => new Process(tasks.nothing, options as object));
    },
    'for a start method that no runtime has': () => {
      for (const method of ['fork', 'forkserver']) {
        for (const use of [
          () => setStartMethod(method as StartMethod),
          () => getContext(method as StartMethod),
          () => new Process(tasks.nothing, { startMethod: method as StartMethod }),
        ]) {
          includes(
            throws(UnsupportedError, use).message,
            method,
            'no JavaScript runtime can be forked',
            'standby',
          );
        }
      }
      throws(RangeError, () => getContext('thaw' as StartMethod));
      equal(getAllStartMethods(), ['spawn', 'standby']);
      getAllStartMethods().pop();
      equal(getAllStartMethods().length, 2);
    },
    'PROC-40 as a child of a daemonic one': async (t) => {
      const process = make(t, tasks.startsAsDaemon, [], { daemon: true }).start();
      await process.join();
      equal(process.exitCode, 0);
      ok(process.daemon, 'it is no daemon');
    },
  },
};
