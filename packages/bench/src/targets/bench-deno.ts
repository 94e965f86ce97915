/**
 * The entry module of a unit that measures on Deno.
 *
 * @module
 */

import process from 'node:process';
import { measureOnStdio } from './bench-stdio.ts';

void measureOnStdio('deno', process.versions['deno'], () => import('@interleave/deno'));
