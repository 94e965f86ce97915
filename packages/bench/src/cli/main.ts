#!/usr/bin/env node
/**
 * The command `interleave`.
 *
 * @module
 */

import { execute } from './program.ts';

// Whoever reads the output may have seen enough, as `head` has.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

// Without the word `exit` a handle that somebody forgot would keep the program from ending.
process.exit(await execute(process.argv.slice(2)));
