import '@interleave/browser';
import { localContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

localContract(harness);
