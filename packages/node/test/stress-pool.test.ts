import '@interleave/node';
import { poolStressContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

poolStressContract(harness);
