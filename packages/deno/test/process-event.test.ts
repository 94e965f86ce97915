import '@interleave/deno';
import { eventContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

eventContract(harness, 'main', 'process');
