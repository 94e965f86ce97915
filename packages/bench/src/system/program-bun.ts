/**
 * The entry module of a scenario's program on Bun.
 *
 * @module
 */

import '@interleave/bun';
import { runProgram } from './run-program.ts';

void runProgram();
