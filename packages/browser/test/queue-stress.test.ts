import '@interleave/browser';
import { queueStressContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

queueStressContract(harness);
