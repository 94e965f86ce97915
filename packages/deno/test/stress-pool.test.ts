import '@interleave/deno';
import { poolStressContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

poolStressContract(harness);
