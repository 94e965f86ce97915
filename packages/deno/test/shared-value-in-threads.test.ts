import '@interleave/deno';
import { sharedValueContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

sharedValueContract(harness, 'thread');
