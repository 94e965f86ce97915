import '@interleave/bun';
import { timerContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

timerContract(harness, 'main');
