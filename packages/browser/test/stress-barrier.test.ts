import '@interleave/browser';
import { barrierStressContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

barrierStressContract(harness);
