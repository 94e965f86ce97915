import { multiprocessingProgramsContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

const deno = [process.execPath, 'run'] as const;
const few = ['--no-prompt', '--allow-read', '--allow-env', '--allow-run'];
multiprocessingProgramsContract(harness, [...deno, '-A', '--v8-flags=--expose-gc'], [...deno, ...few]);
