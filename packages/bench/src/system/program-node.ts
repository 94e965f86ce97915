/**
 * The entry module of a scenario's program on Node.
 *
 * @module
 */

import '@interleave/node';
import { runProgram } from './run-program.ts';

void runProgram();
