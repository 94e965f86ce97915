/**
 * The adapter's side of core: what a runtime package installs, and how its worker entry comes up.
 *
 * @module
 */

export { installHost, VERSIONS, type Versions } from '../agent/state.ts';
export { startProcess } from './start-process.ts';
export { startWorker } from './start-worker.ts';
export { capabilities, type Capability } from './capabilities.ts';
export { nodeEndpoint, webEndpoint, type Endpoint, type NodePort } from './endpoint.ts';
export { webLifeLocks, type LockManager } from './life-locks.ts';
export { canRun, findExecutable, type FileModules } from './find-executable.ts';
export { nativeSystem } from './native-system.ts';
export { nodeBell } from './node-bell.ts';
export { nativeModules } from './native-modules.ts';
export { nativeHost } from './native-host.ts';
export { sleepSync } from '../memory/index.ts';
export { writeAll } from './sync-output.ts';
export { steadyLoop } from './steady-loop.ts';
export type { ForeignFunctions, Functions, Signature } from '../posix/bind-libc.ts';
export type {
  Bell,
  Flows,
  Host,
  LifeLocks,
  ProcessHost,
  RuntimeName,
  ThreadHost,
  WorkerHandle,
  WorkerOptions,
  WorkerRole,
} from './host.ts';
export type { ParentLine, Runtime, SystemHost } from './system-host.ts';
export type { Boot } from '../lifecycle/messages.ts';
