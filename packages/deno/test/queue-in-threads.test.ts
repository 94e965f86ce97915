import '@interleave/deno';
import { queueContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

queueContract(harness, 'thread');
