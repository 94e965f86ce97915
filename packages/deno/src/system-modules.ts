/**
 * The modules of Node, as Deno has them, by which processes are started and seen.
 *
 * @module
 */

import type { SystemModules } from '@interleave/core/host';

const { fstatSync, readFileSync, realpathSync, statSync, writeSync } = process.getBuiltinModule('node:fs');
const { constants, cpus } = process.getBuiltinModule('node:os');
const { delimiter, dirname, join } = process.getBuiltinModule('node:path');
const { fileURLToPath } = process.getBuiltinModule('node:url');

/** What takes long to load is loaded when it is asked for: most threads and programs need none of it. */
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
  get Socket() {
    return process.getBuiltinModule('node:net').Socket;
  },
  get spawn() {
    return process.getBuiltinModule('node:child_process').spawn;
  },
  statSync,
  get Writable() {
    return process.getBuiltinModule('node:stream').Writable;
  },
  writeSync,
};
