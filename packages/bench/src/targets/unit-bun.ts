/**
 * The entry module of a unit on Bun.
 *
 * @module
 */

import { capabilities } from '@interleave/bun';
import process from 'node:process';
import { runOnStdio } from './unit-stdio.ts';

void runOnStdio('bun', process.versions['bun'], capabilities);
