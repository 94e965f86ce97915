/**
 * The modules of Node, as Deno has them, by which processes are started and seen.
 *
 * @module
 */

import { spawn } from 'node:child_process';
import { fstatSync, readFileSync, realpathSync, statSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { constants, cpus } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { SystemModules } from '@interleave/core/host';

export const systemModules: SystemModules = {
  cpus,
  delimiter,
  dirname,
  fileURLToPath,
  fstatSync,
  join,
  process,
  readFileSync,
  realpathSync,
  signals: constants.signals,
  Socket,
  spawn,
  statSync,
  Writable,
  writeSync,
};
