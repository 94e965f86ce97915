import '@interleave/bun';
import { processContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

processContract(harness, 'thread');
