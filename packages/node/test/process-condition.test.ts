import '@interleave/node';
import { conditionContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

conditionContract(harness, 'main', 'process');
