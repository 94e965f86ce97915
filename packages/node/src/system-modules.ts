/**
 * The modules of Node by which processes are started and seen.
 *
 * @module
 */

import { spawn } from 'node:child_process';
import { accessSync, constants, fstatSync, readFileSync, realpathSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { constants as system, cpus } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { SystemModules } from '@interleave/core/host';

export const systemModules: SystemModules = {
  accessSync,
  constants,
  cpus,
  delimiter,
  dirname,
  fileURLToPath,
  fstatSync,
  join,
  process,
  readFileSync,
  realpathSync,
  signals: system.signals,
  Socket,
  spawn,
  Writable,
  writeSync,
};
