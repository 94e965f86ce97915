/**
 * Python-grade concurrency for JavaScript: the parts that need no runtime. Import it in task modules and portable
 * code; the program's entry imports a runtime package, which is this and a host.
 *
 * @module
 */

export * as errors from './errors.ts';
export {
  currentTask,
  defineErrors,
  defineTasks,
  defineTypes,
  main,
  pack,
  remote,
  shared,
  transfer,
  unpack,
} from './task/index.ts';
export type {
  AnyTask,
  CurrentTask,
  Guard,
  Task,
  TaskRef,
  Transferable,
  WaitOptions,
  WaitSyncOptions,
} from './task/index.ts';
export * as futures from './futures/index.ts';
export * as multiprocessing from './multiprocessing/index.ts';
export * as queue from './queue/index.ts';
export * as threading from './threading/index.ts';
