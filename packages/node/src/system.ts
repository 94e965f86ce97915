/**
 * Processes on Node.
 *
 * @module
 */

import { nativeModules, nativeSystem, type SystemHost } from '@interleave/core/host';

export const system: SystemHost = nativeSystem(nativeModules(process), {
  runtime: 'node',
  executable: () => process.execPath,
  flags: () => inherited(process.execArgv),
  entry: new URL('./process-entry.ts', import.meta.url).href,
  mayRunAll: () => true,
  resolve: (specifier) => import.meta.resolve(specifier),
});

/** Options that say what the program is, or that only one process can have, followed by how many values. */
const OWN: readonly (readonly [pattern: RegExp, values: number])[] = [
  [/^(-e|--eval|-p|--print|-pe)$/, 1],
  [/^(--(eval|print)=|--input-type|--inspect|--watch|--test)/, 0],
  [/^(-c|--check|-i|--interactive)$/, 0],
];

/** What this process was started with, without what makes sense for it alone. */
function inherited(options: readonly string[]): string[] {
  const kept: string[] = [];
  for (let at = 0; at < options.length; at += 1) {
    const own = OWN.find(([pattern]) => pattern.test(options[at] as string));
    if (own === undefined) kept.push(options[at] as string);
    else at += own[1];
  }
  return kept;
}
