import '@interleave/deno';
import { managerContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

managerContract(harness, 'main');
