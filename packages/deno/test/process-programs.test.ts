import { processProgramsContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

const allowed = (...names: string[]): [string, ...string[]] => [
  process.execPath,
  'run',
  '--no-prompt',
  ...names.map((name) => `--allow-${name}`),
];

processProgramsContract(harness, [process.execPath, 'run', '-A'], {
  without: {
    command: allowed('read', 'env', 'sys', 'write'),
    says: ['--allow-ffi', 'threads work without'],
  },
  unheard: allowed('read', 'env', 'ffi'),
});
