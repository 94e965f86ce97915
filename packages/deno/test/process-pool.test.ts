import '@interleave/deno';
import { processPoolContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

processPoolContract(harness, 'main');
