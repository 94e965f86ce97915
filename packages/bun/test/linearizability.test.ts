import '@interleave/bun';
import { linearizabilityContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

linearizabilityContract(harness);
