import '@interleave/bun';
import { connectionContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

connectionContract(harness, 'thread');
