import { killStormContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

killStormContract(harness, [process.execPath]);
