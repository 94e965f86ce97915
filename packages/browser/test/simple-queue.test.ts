import '@interleave/browser';
import { simpleQueueContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

simpleQueueContract(harness, 'main');
