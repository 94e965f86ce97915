/**
 * Processes on Bun.
 *
 * @module
 */

import { nativeSystem, type SystemHost } from '@interleave/core/host';
import { parentLine } from './parent-line.ts';
import { systemModules } from './system-modules.ts';

/** Options that say what the program is, or that only one process can have. */
const OWN = /^(-e|--eval|-p|--print|--inspect|--watch|--hot)/;

export const system: SystemHost = nativeSystem(systemModules, {
  runtime: 'bun',
  executable: () => process.execPath,
  flags: () => process.execArgv.filter((option) => !OWN.test(option)),
  entry: new URL('./process-entry.ts', import.meta.url).href,
  mayRunAll: () => true,
  resolve: (specifier) => import.meta.resolve(specifier),
  parentLine,
});
