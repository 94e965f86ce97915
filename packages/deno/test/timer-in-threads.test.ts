import '@interleave/deno';
import { timerContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

timerContract(harness, 'thread');
