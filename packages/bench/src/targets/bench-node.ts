/**
 * The entry module of a unit that measures on Node.
 *
 * @module
 */

import process from 'node:process';
import { measureOnStdio } from './bench-stdio.ts';

// Deno and Bun give themselves out as Node too.
const itself = process.versions['deno'] === undefined && process.versions['bun'] === undefined;
void measureOnStdio('node', itself ? process.versions.node : undefined, () => import('@interleave/node'));
