import '@interleave/node';
import { namedMemoryContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

namedMemoryContract(harness, 'thread');
