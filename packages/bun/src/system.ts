/**
 * Processes on Bun.
 *
 * @module
 */

import { nativeModules, nativeSystem, type SystemHost } from '@interleave/core/host';
import { parentLine } from './parent-line.ts';

/** Options that say what the program is, or that only one process can have. */
const OWN = /^(-e|--eval|-p|--print|--inspect|--watch|--hot)/;

export const system: SystemHost = nativeSystem(nativeModules(process), {
  runtime: 'bun',
  executable: () => process.execPath,
  flags: () => process.execArgv.filter((option) => !OWN.test(option)),
  entry: new URL('./process-entry.ts', import.meta.url).href,
  mayRunAll: () => true,
  resolve: (specifier) => import.meta.resolve(specifier),
  parentLine,
});
