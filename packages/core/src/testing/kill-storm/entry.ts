/**
 * The entry of a storm, which is a program of its own: `entry.ts <seed> <seconds> <runtimes>`.
 *
 * @module
 */

import type { Runtime } from '../../multiprocessing/index.ts';
import { processProgram } from '../../agent/scope.ts';
import { main } from '../../task/index.ts';
import { programArguments, say, whichRuntime } from '../runtime.ts';
import { ownSegment } from './own-segment.ts';
import { Storm } from './storm.ts';

await import(`@interleave/${whichRuntime()}`);

main(async () => {
  const [seed = '', seconds = '', runtimes = ''] = programArguments();
  const storm = new Storm(Number(seed), runtimes.split(',') as Runtime[]);
  say(JSON.stringify({ tag: processProgram().tag, segment: ownSegment() }));
  say(JSON.stringify(await storm.run(Number(seconds) * 1000)));
});
