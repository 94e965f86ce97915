/**
 * The entry of a spawned program: `run.ts <program> [arguments]`.
 *
 * @module
 */

import { main } from '../../task/index.ts';
import { programArguments, whichRuntime } from '../runtime.ts';
import { loggingPrograms } from './logging.ts';
import { managerPrograms } from './managers.ts';
import { poolPrograms } from './pools.ts';
import { processPrograms } from './process-programs.ts';
import { multiprocessingPrograms } from './processes.ts';
import { programs } from './programs.ts';

await import(`@interleave/${whichRuntime()}`);

const [name = '', ...args] = programArguments();

main(async () => {
  const program =
    programs[name] ??
    poolPrograms[name] ??
    processPrograms[name] ??
    multiprocessingPrograms[name] ??
    loggingPrograms[name] ??
    managerPrograms[name];
  if (program === undefined) throw new Error(`no program ${name}`);
  await program(...args);
});
