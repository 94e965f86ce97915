import '@interleave/node';
import { eventContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

eventContract(harness, 'main', 'process');
