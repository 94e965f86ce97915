import { programsContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

programsContract(harness, [process.execPath, 'run', '-A', '--v8-flags=--expose-gc']);
