/**
 * A thread's output goes straight to the file. Node's own way, by messages through every parent, shows nothing
 * while the main thread blocks, and loses what is under way when the thread or the program ends.
 *
 * @module
 */

import { writeSync } from 'node:fs';
import process from 'node:process';
import type { Writable } from 'node:stream';
import { sleepSync } from '@interleave/core/host';

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
        writeAll(fd, typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
}

function writeAll(fd: number, chunk: Buffer): void {
  for (let written = 0; written < chunk.length;) {
    try {
      written += writeSync(fd, chunk, written);
    } catch (error) {
      // A pipe that the main thread made non-blocking is full: its reader needs a moment.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      sleepSync(1);
    }
  }
}
