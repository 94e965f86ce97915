import '@interleave/bun';
import { sharedValueContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

sharedValueContract(harness, 'thread');
