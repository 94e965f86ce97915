import { multiprocessingProgramsContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

const node = process.execPath;
multiprocessingProgramsContract(harness, [node, '--expose-gc'], [node, '--no-experimental-ffi']);
