/**
 * Histories of operations, and whether one thread alone could have had them.
 *
 * @module
 */

export { isPending, showCall, type Call } from './call.ts';
export { linearize, type Linearized, type NotLinearizable } from './linearize.ts';
export type { Model } from './model.ts';
export { lockModel, queueModel, semaphoreModel, valueModel, type Discipline } from './models.ts';
export { Recorder, type Clock } from './recorder.ts';
export { showCounterexample, showHistory } from './show-history.ts';
