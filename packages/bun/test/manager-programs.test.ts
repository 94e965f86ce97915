import { managerProgramsContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

managerProgramsContract(harness, [process.execPath]);
