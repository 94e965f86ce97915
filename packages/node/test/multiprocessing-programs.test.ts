import { multiprocessingProgramsContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

multiprocessingProgramsContract(harness, [process.execPath, '--expose-gc']);
