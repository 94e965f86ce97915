import { processProgramsContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

processProgramsContract(harness, [process.execPath]);
