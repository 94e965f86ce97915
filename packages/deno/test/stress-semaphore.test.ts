import '@interleave/deno';
import { semaphoreStressContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

semaphoreStressContract(harness);
