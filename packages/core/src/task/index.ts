/** Tasks: functions that another thread or process can be asked to call. @module */
export type { WaitOptions, WaitSyncOptions } from '../agent/deadline.ts';
export type { Guard } from '../agent/guard.ts';
export { currentTask, type CurrentTask } from './current-task.ts';
export { defineErrors, defineTasks, type TaskGroupOptions, type Tasks } from './define.ts';
export { defineTypes, type TypeOptions } from './define-types.ts';
export { main } from './main.ts';
export { pack, unpack } from './pack.ts';
export { remote, type RemoteTasks } from './remote.ts';
export { shared } from './shared.ts';
export { transfer } from './transfer.ts';
export type { AnyTask, Task, TaskRef, Transferable } from './task.ts';
