import '@interleave/deno';
import { rlockContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

rlockContract(harness, 'main', 'process');
