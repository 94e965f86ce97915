import '@interleave/deno';
import { namedMemoryContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

namedMemoryContract(harness, 'main');
