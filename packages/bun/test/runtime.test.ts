import { runtimeContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

runtimeContract(harness);
