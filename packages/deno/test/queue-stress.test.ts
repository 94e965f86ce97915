import '@interleave/deno';
import { queueStressContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

queueStressContract(harness);
