import { multiprocessingProgramsContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

multiprocessingProgramsContract(harness, [process.execPath, 'run', '-A', '--v8-flags=--expose-gc']);
