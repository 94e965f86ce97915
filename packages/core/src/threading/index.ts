/**
 * Threads and what they coordinate with, under Python's names.
 *
 * @see https://docs.python.org/3/library/threading.html
 * @module
 */

import { registerDecoder } from '../agent/program.ts';
import { Event } from './event.ts';
import { Lock } from './lock.ts';

registerDecoder('Lock', (program, data) => Lock.arrive(program, data));
registerDecoder('Event', (program, data) => Event.arrive(program, data));

export { Event, type EventOptions } from './event.ts';
export type { ExceptHook, ExceptHookArgs } from '../lifecycle/uncaught.ts';
export { defaultExcepthook, setExcepthook } from './excepthook.ts';
export { Lock, type LockOptions, type Scope } from './lock.ts';
export {
  activeCount,
  currentThread,
  enumerate,
  getIdent,
  getNativeId,
  mainThread,
  TIMEOUT_MAX,
} from './registry.ts';
export { Thread } from './thread.ts';
export type { ThreadInfo, ThreadOptions, WithArgs } from '../lifecycle/thread-info.ts';
