/**
 * The modules of Node that core's native host is made of.
 *
 * @module
 */

import { AsyncLocalStorage } from 'node:async_hooks';
import { readlinkSync, realpathSync, writeFileSync, writeSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import process from 'node:process';
import { setImmediate } from 'node:timers';
import { pathToFileURL } from 'node:url';
import type { NodeModules } from '@interleave/core/host';

export const modules: NodeModules = {
  process,
  readlinkSync,
  realpathSync,
  writeFileSync,
  writeSync,
  pathToFileURL,
  availableParallelism,
  setImmediate,
  AsyncLocalStorage,
  createServer,
};
