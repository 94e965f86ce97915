/**
 * A unit whose events go to standard output.
 *
 * @module
 */

import process from 'node:process';
import { carryOut, type UnitEnvironment, type UnitOrder } from '@interleave/core/scenario';
import { system } from '../system/system.ts';
import { writeLine } from './write-line.ts';

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
