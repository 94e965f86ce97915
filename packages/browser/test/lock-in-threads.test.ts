import '@interleave/browser';
import { lockContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

lockContract(harness, 'thread');
