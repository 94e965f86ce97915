/**
 * The entry module of a unit on Node.
 *
 * @module
 */

import { capabilities } from '@interleave/node';
import process from 'node:process';
import { runOnStdio } from './unit-stdio.ts';

// Deno and Bun give themselves out as Node too.
const itself = process.versions['deno'] === undefined && process.versions['bun'] === undefined;
void runOnStdio('node', itself ? process.versions.node : undefined, capabilities);
