import '@interleave/node';
import { sharedContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

sharedContract(harness);
