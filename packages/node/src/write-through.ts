/**
 * A thread's output goes straight to the file. Node's own way, by messages through every parent, shows nothing
 * while the main thread blocks, and loses what is under way when the thread or the program ends.
 *
 * @module
 */

import { writeSync } from 'node:fs';
import process from 'node:process';
import type { Writable } from 'node:stream';
import { writeAll } from '@interleave/core/host';

/** Called in a worker, before user code. */
export function writeThrough(): void {
  redirect(process.stdout, 1);
  redirect(process.stderr, 2);
}

function redirect(stream: Writable, fd: number): void {
  Object.assign(stream, {
    // One chunk at a time: with _writev in place _write would not be called for those that waited.
    _writev: null,
    _write(chunk: Buffer | string, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
      try {
        // A worker's streams do not decode strings.
        writeAll({ writeSync }, fd, typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
}
