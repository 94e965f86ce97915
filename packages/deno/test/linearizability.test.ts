import '@interleave/deno';
import { linearizabilityContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

linearizabilityContract(harness);
