import '@interleave/node';
import { processQueueContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

processQueueContract(harness, 'main');
