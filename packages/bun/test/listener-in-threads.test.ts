import '@interleave/bun';
import { listenerContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

listenerContract(harness, 'thread');
