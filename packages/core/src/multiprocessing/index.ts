/**
 * Processes and what they coordinate with, under Python's names.
 *
 * @see https://docs.python.org/3/library/multiprocessing.html
 * @module
 */

import { registerDecoder } from '../agent/program.ts';
import { SharedArray } from './array.ts';
import { Barrier } from './barrier.ts';
import { BoundedSemaphore } from './bounded-semaphore.ts';
import { Condition } from './condition.ts';
import { Event } from './event.ts';
import { JoinableQueue } from './joinable-queue.ts';
import { Lock } from './lock.ts';
import './open-program.ts';
import './process-memory.ts';
import { Queue } from './queue.ts';
import { RLock } from './rlock.ts';
import { Semaphore } from './semaphore.ts';
import { SimpleQueue } from './simple-queue.ts';
import { SharedValue } from './value.ts';

registerDecoder('Lock', (program, data) => Lock.arrive(program, data), 'process');
registerDecoder('RLock', (program, data) => RLock.arrive(program, data), 'process');
registerDecoder('Condition', (program, data) => Condition.arrive(program, data), 'process');
registerDecoder('Event', (program, data) => Event.arrive(program, data), 'process');
registerDecoder('Semaphore', (program, data) => Semaphore.arrive(program, data), 'process');
registerDecoder('BoundedSemaphore', (program, data) => BoundedSemaphore.arrive(program, data), 'process');
registerDecoder('Barrier', (program, data) => Barrier.arrive(program, data), 'process');
registerDecoder('Queue', (program, data) => Queue.arrive(program, data), 'process');
registerDecoder('JoinableQueue', (program, data) => JoinableQueue.arrive(program, data), 'process');
registerDecoder('SimpleQueue', (program, data) => SimpleQueue.arrive(program, data), 'process');
registerDecoder('Value', (program, data) => SharedValue.arrive(program, data), 'process');
registerDecoder('Array', (program, data) => SharedArray.arrive(program, data), 'process');

export { ArrayOf as Array, SharedArray } from './array.ts';
export { Barrier } from './barrier.ts';
export { BoundedSemaphore } from './bounded-semaphore.ts';
export { Condition } from './condition.ts';
export { Event } from './event.ts';
export { Lock } from './lock.ts';
export { RLock } from './rlock.ts';
export { Semaphore } from './semaphore.ts';
export { Connection } from './connection/connection.ts';
export { Pipe } from './connection/pipe.ts';
export { wait, type Awaitable } from './connection/wait.ts';
export { JoinableQueue } from './joinable-queue.ts';
export { Queue } from './queue.ts';
export { SimpleQueue } from './simple-queue.ts';
export type { Runtime } from '../host/system-host.ts';
export { activeChildren } from './active-children.ts';
export { getContext, type Context } from './context.ts';
export { cpuCount } from './cpu-count.ts';
export { currentProcess, parentProcess } from './current-process.ts';
export type { ProcessInfo, ProcessOptions } from './process-info.ts';
export type { AsyncOptions, AsyncResult } from './pool/async-result.ts';
export type { IMapIterator } from './pool/imap-iterator.ts';
export type { PoolOptions } from './pool/pool-options.ts';
export { Pool } from './pool/pool.ts';
export { Process } from './process.ts';
export { getAllStartMethods, getStartMethod, setStartMethod, type StartMethod } from './start-methods.ts';
export type { ElementType, ValueTypes, ViewTypes } from './element-types.ts';
export { SharedValue, Value } from './value.ts';
export { SharedMemory, type SharedMemoryOptions } from './shared-memory.ts';
export { ShareableList, type ShareableListOptions } from './shareable-list.ts';
export type { Scalar } from './list-layout.ts';
export { SharedMemoryManager } from './shared-memory-manager.ts';
export { getLogger, type Logger } from './logging/logger.ts';
export type { Level } from './logging/level.ts';
export { Client } from './client.ts';
export { Listener, type Address, type BoundAddress, type ListenerOptions } from './listener.ts';
export { connectManager, Manager } from './manager/manager.ts';
export type { ManagerOptions } from './manager/manager.ts';
export type {
  ArrayProxy,
  AsyncResultProxy,
  DictProxy,
  IteratorProxy,
  ListProxy,
  NamespaceProxy,
  PoolProxy,
  SetProxy,
  ValueProxy,
} from './manager/proxies.ts';
