import '@interleave/node';
import { executorContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

executorContract(harness, 'main', 'process');
