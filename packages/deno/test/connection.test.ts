import '@interleave/deno';
import { connectionContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

connectionContract(harness, 'main');
