/**
 * The entry module of a unit that measures on Bun.
 *
 * @module
 */

import process from 'node:process';
import { measureOnStdio } from './bench-stdio.ts';

void measureOnStdio('bun', process.versions['bun'], () => import('@interleave/bun'));
