import '@interleave/node';
import { sharedValueContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

sharedValueContract(harness, 'thread');
