import '@interleave/deno';
import { sharedContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

sharedContract(harness);
