import { poolProgramsContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

poolProgramsContract(harness, [process.execPath, '--expose-gc'], 'process');
