import '@interleave/bun';
import { stressContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

stressContract(harness);
