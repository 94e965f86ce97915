import { processProgramsContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

processProgramsContract(harness, [process.execPath, 'run', '-A'], {
  command: [process.execPath, 'run', '--allow-read', '--allow-env', '--allow-sys', '--allow-write'],
  says: ['--allow-ffi', 'threads work without'],
});
