import { poolProgramsContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

poolProgramsContract(harness, [process.execPath, 'run', '-A', '--v8-flags=--expose-gc'], 'process');
