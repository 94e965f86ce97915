import '@interleave/deno';
import { semaphoreContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

semaphoreContract(harness, 'main', 'process');
