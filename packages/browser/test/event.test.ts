import '@interleave/browser';
import { eventContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

eventContract(harness);
