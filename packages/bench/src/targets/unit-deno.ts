/**
 * The entry module of a unit on Deno.
 *
 * @module
 */

import { capabilities } from '@interleave/deno';
import process from 'node:process';
import { runOnStdio } from './unit-stdio.ts';

void runOnStdio('deno', process.versions['deno'], capabilities);
