import { loggingContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

loggingContract(harness, [process.execPath]);
