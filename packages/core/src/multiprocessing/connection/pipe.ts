/**
 * Two connected ends: Python's `multiprocessing.Pipe`.
 *
 * @module
 */

import { processProgram } from '../../agent/scope.ts';
import { registerDecoder } from '../../agent/program.ts';
import { Connection } from './connection.ts';
import { layEnds } from './end.ts';
import { PipeTransport } from './pipe-transport.ts';

/**
 * Makes a pipe and gives its two ends. With `duplex: false` the first only receives, and the second only sends.
 *
 * What is sent and not yet received is in memory that the processes share, 256 KiB of it in each direction; a longer
 * message is on its way alone.
 *
 * @throws {UnsupportedError} where processes cannot share memory
 * @see https://docs.python.org/3/library/multiprocessing.html#multiprocessing.Pipe
 */
export function Pipe(options?: { readonly duplex?: boolean }): [Connection, Connection] {
  if (options !== undefined && (typeof options !== 'object' || options === null)) {
    throw new TypeError(`Cannot make a Pipe: it takes an options object, received ${typeof options}`);
  }
  const program = processProgram();
  const [first, second] = layEnds(program, options?.duplex ?? true, true);
  return [
    new Connection(new PipeTransport(program, first)),
    new Connection(new PipeTransport(program, second)),
  ];
}

registerDecoder('Connection', (program, { at }) => new Connection(new PipeTransport(program, at)), 'process');
