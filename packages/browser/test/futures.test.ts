import '@interleave/browser';
import { futuresContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

futuresContract(harness, 'main');
