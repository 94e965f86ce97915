import '@interleave/bun';
import { wireContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

wireContract(harness);
