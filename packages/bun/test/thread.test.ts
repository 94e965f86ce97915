import '@interleave/bun';
import { threadContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

threadContract(harness, 'main');
