import '@interleave/browser';
import { semaphoreStressContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

semaphoreStressContract(harness);
