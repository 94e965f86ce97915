/**
 * Threads and what they coordinate with, under Python's names.
 *
 * @see https://docs.python.org/3/library/threading.html
 * @module
 */

import { registerDecoder } from '../agent/program.ts';
import { Barrier } from './barrier.ts';
import { Condition } from './condition.ts';
import { Event } from './event.ts';
import { Local } from './local.ts';
import { Lock } from './lock.ts';
import { RLock } from './rlock.ts';
import { BoundedSemaphore, Semaphore } from './semaphore.ts';

registerDecoder('Lock', (program, data) => Lock.arrive(program, data));
registerDecoder('RLock', (program, data) => RLock.arrive(program, data));
registerDecoder('Condition', (program, data) => Condition.arrive(program, data));
registerDecoder('Event', (program, data) => Event.arrive(program, data));
registerDecoder('Semaphore', (program, data) => Semaphore.arrive(program, data));
registerDecoder('BoundedSemaphore', (program, data) => BoundedSemaphore.arrive(program, data));
registerDecoder('Barrier', (program, data) => Barrier.arrive(program, data));
registerDecoder('Local', (program, data) => Local.arrive(program, data));

export { Barrier, type BarrierOptions } from './barrier.ts';
export type { BlockingLock } from './blocking-lock.ts';
export { Condition, type ConditionBody, type ConditionOptions } from './condition.ts';
export { Event, type EventOptions } from './event.ts';
export type { ExceptHook, ExceptHookArgs } from '../lifecycle/uncaught.ts';
export { defaultExcepthook, setExcepthook } from './excepthook.ts';
export { Local } from './local.ts';
export { Lock, type LockOptions } from './lock.ts';
export type { Scope } from '../agent/scope.ts';
export {
  activeCount,
  currentThread,
  enumerate,
  getIdent,
  getNativeId,
  mainThread,
  TIMEOUT_MAX,
} from './registry.ts';
export { RLock, type Held, type RLockOptions } from './rlock.ts';
export { BoundedSemaphore, Semaphore, type SemaphoreOptions } from './semaphore.ts';
export { Thread } from './thread.ts';
export { Timer } from './timer.ts';
export type { ThreadInfo, ThreadOptions, WithArgs } from '../lifecycle/thread-info.ts';
