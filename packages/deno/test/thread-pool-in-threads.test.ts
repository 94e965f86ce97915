import '@interleave/deno';
import { threadPoolContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

threadPoolContract(harness, 'thread');
