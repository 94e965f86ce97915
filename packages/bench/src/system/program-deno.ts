/**
 * The entry module of a scenario's program on Deno.
 *
 * @module
 */

import '@interleave/deno';
import { runProgram } from './run-program.ts';

void runProgram();
