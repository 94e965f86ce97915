import '@interleave/bun';
import { semaphoreStressContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

semaphoreStressContract(harness);
