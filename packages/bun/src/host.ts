/**
 * Bun as core sees it.
 *
 * @module
 */

import { nativeHost, nativeModules, nodeBell, type Host } from '@interleave/core/host';
import { foreign } from './libc.ts';
import { system } from './system.ts';
import { threads } from './threads.ts';

export const host: Host = nativeHost(nativeModules(process), {
  runtime: 'bun',
  version: Bun.version,
  threads,
  foreign,
  system,
  listenBell: nodeBell(() => process.getBuiltinModule('node:net')),
  // In a worker this ends the worker alone.
  exitWorker: () => process.exit(),
  onUncaught: (listener) => {
    process.on('uncaughtException', listener);
    process.on('unhandledRejection', listener);
  },
});
