import '@interleave/browser';
import { wireContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

wireContract(harness);
