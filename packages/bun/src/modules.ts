/**
 * The modules of Node, as Bun has them, that core's native host is made of.
 *
 * @module
 */

import type { NodeModules } from '@interleave/core/host';

// Not imported: that would make a module of each, with all that it exports, in every thread.
const { readlinkSync, realpathSync, writeFileSync, writeSync } = process.getBuiltinModule('node:fs');
const { clearInterval, setImmediate, setInterval } = process.getBuiltinModule('node:timers');

export const modules: NodeModules = {
  process,
  readlinkSync,
  realpathSync,
  writeFileSync,
  writeSync,
  pathToFileURL: process.getBuiltinModule('node:url').pathToFileURL,
  availableParallelism: process.getBuiltinModule('node:os').availableParallelism,
  setImmediate,
  setInterval,
  clearInterval,
  AsyncLocalStorage: process.getBuiltinModule('node:async_hooks').AsyncLocalStorage,
  /** It takes long to load, and most threads and programs do not need it. */
  get crypto() {
    return process.getBuiltinModule('node:crypto');
  },
};
