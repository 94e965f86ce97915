import '@interleave/bun';
import { peersContract } from '@interleave/core/testing';
import { commands } from './commands.ts';
import { harness } from './harness.ts';

peersContract(harness, commands);
