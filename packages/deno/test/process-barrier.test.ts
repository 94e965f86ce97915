import '@interleave/deno';
import { barrierContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

barrierContract(harness, 'main', 'process');
