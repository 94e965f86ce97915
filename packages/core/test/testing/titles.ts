// Some modules of the suites make primitives as they are imported, as a program's may.
import '@interleave/node';
import * as suites from '../../src/testing/index.ts';
import type { Harness } from '../../src/testing/harness.ts';

const {
  poolProgramsContract,
  programsContract,
  flatMemoryContract,
  packContract,
  peersContract,
  processProgramsContract,
  multiprocessingProgramsContract,
  sharedMemoryContract,
  killStormContract,
  loggingContract,
  managerProgramsContract,
  ...others
} = suites;

/** A runtime whose first agent may block, and one whose may not: between them every case applies somewhere. */
const places = [
  { runtime: 'node', mayBlock: true },
  { runtime: 'browser', mayBlock: false },
] as const;

/** The titles of all tests that the contract suites declare, none of which is run. */
export function suiteTitles(): readonly string[] {
  const titles: string[] = [];
  for (const place of places) {
    const harness: Harness = {
      ...place,
      describe: (_, body) => body(),
      test: (title) => void titles.push(title),
    };
    programsContract(harness, ['a runtime']);
    for (const scope of ['thread', 'process'] as const) poolProgramsContract(harness, ['a runtime'], scope);
    multiprocessingProgramsContract(harness, ['a runtime'], ['a runtime without']);
    flatMemoryContract(harness, ['a runtime']);
    killStormContract(harness, ['a runtime']);
    loggingContract(harness, ['a runtime']);
    managerProgramsContract(harness, ['a runtime']);
    packContract(harness, () => {
      throw new Error('no test is run');
    });
    processProgramsContract(harness, ['a runtime'], {
      without: { command: ['a runtime'], says: [] },
      unheard: ['a runtime'],
    });
    const commands = { node: ['node'], deno: ['deno'], bun: ['bun'] } as const;
    peersContract(harness, commands);
    sharedMemoryContract(harness, commands);
    for (const contract of Object.values(others)) contract(harness);
  }
  return titles;
}
