import '@interleave/node';
import { semaphoreContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

semaphoreContract(harness, 'main', 'process');
