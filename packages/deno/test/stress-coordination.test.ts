import '@interleave/deno';
import { stressCoordinationContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

stressCoordinationContract(harness);
