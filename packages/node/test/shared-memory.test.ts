import '@interleave/node';
import { sharedMemoryContract } from '@interleave/core/testing';
import { commands } from './commands.ts';
import { harness } from './harness.ts';

sharedMemoryContract(harness, commands);
