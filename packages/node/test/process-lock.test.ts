import '@interleave/node';
import { lockContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

lockContract(harness, 'main', 'process');
