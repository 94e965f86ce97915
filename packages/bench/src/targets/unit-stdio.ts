/**
 * A unit whose events go to standard output.
 *
 * @module
 */

import { writeSync } from 'node:fs';
import process from 'node:process';
import { carryOut, RECORD_SEPARATOR, type UnitEnvironment, type UnitOrder } from '@interleave/core/scenario';
import { system } from '../system/system.ts';

/** So long (ms) threads' output is waited for, which reaches the pipe by way of this thread's loop. */
const DRAIN = 10;

/**
 * Carries out the order on the command line, then ends the process, whatever threads a scenario left running. Not to
 * be awaited by an entry module: while that is still being evaluated, Bun prints an uncaught error and goes on.
 *
 * @param version undefined where this module finds itself in another runtime than it is for
 */
export async function runOnStdio(
  runtime: string,
  version: string | undefined,
  capabilities: UnitEnvironment['capabilities'],
): Promise<void> {
  if (version === undefined) throw new Error(`This is not ${runtime}, though it was started under that name`);
  const order = JSON.parse(process.argv[2] ?? '{}') as UnitOrder;
  await carryOut(order, { runtime, version, capabilities, send: writeLine, system });
  setTimeout(() => process.exit(0), DRAIN);
}

// Synchronous, so that what was said before a crash has been said; in pieces, because a full pipe takes only part.
function writeLine(line: string): void {
  const bytes = new TextEncoder().encode(`${RECORD_SEPARATOR}${line}\n`);
  for (let done = 0; done < bytes.length;) {
    try {
      done += writeSync(1, bytes, done);
    } catch (error) {
      if ((error as { readonly code?: string }).code !== 'EAGAIN') throw error;
    }
  }
}
