import { flatMemoryContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

flatMemoryContract(harness, [process.execPath]);
