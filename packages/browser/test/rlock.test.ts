import '@interleave/browser';
import { rlockContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

rlockContract(harness, 'main');
