/**
 * Processes on Deno.
 *
 * @module
 */

import { nativeModules, nativeSystem, type SystemHost } from '@interleave/core/host';
import { flags } from './flags.ts';

export const system: SystemHost = nativeSystem(nativeModules(process), {
  runtime: 'deno',
  executable: () => Deno.execPath(),
  flags,
  entry: new URL('./process-entry.ts', import.meta.url).href,
  mayRunAll: () => Deno.permissions.querySync({ name: 'run' }).state === 'granted',
  resolve: (specifier) => import.meta.resolve(specifier),
});
