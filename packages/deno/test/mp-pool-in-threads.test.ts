import '@interleave/deno';
import { mpPoolContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

mpPoolContract(harness, 'thread');
