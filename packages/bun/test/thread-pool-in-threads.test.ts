import '@interleave/bun';
import { threadPoolContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

threadPoolContract(harness, 'thread');
