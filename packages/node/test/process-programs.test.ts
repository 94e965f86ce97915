import { processProgramsContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

processProgramsContract(harness, [process.execPath], {
  without: {
    command: [process.execPath, '--no-experimental-ffi'],
    says: ['node:ffi', 'Node 26', 'threads work here'],
  },
});
