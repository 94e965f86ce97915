import '@interleave/bun';
import { stressCoordinationContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

stressCoordinationContract(harness);
